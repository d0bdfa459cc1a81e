// A field for a password, which can be shown by mouse and by keyboard.
// Must never keep what was typed; its form reads it once.
import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTexts } from '../texts/language';

export function PasswordField(props: PasswordInputProps) {
  const { frame } = useTexts();
  return (
    <PasswordInput
      {...props}
      visibilityToggleButtonProps={{ 'aria-label': frame.showPassword, 'aria-hidden': false, tabIndex: 0 }}
    />
  );
}
