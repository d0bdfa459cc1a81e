// The field for the six digits of an authenticator app.
// Must never be read by anything but its form.
import { TextInput } from '@mantine/core';

interface CodeFieldProps {
  readonly label: string;
  readonly name?: string;
  readonly autoFocus?: boolean;
}

export function CodeField({ label, name = 'code', autoFocus = false }: CodeFieldProps) {
  return (
    <TextInput
      label={label}
      name={name}
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="\d{6}"
      maxLength={6}
      required
      autoFocus={autoFocus}
      styles={{ input: { fontVariantNumeric: 'tabular-nums', letterSpacing: '0.3em' } }}
    />
  );
}
