// Copies a text, and says whether it worked.
// Must never copy anything but what is to be seen beside it.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../texts/language';
import { Icon } from './icon';

const SHOWN_MS = 2_500;

type Outcome = 'copied' | 'failed' | null;

export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }) {
  const { frame } = useTexts();
  const [outcome, setOutcome] = useState<Outcome>(null);
  const copy = async (): Promise<void> => {
    setOutcome(await write(text));
    setTimeout(() => setOutcome(null), SHOWN_MS);
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name={outcome === 'copied' ? 'check' : 'copy'} size={16} />}
        onClick={() => void copy()}
      >
        {outcome === 'copied' ? frame.copied : (label ?? frame.copy)}
      </Button>
      <span className={outcome === 'failed' ? 'quiet' : 'unseen'} role="status">
        {outcome === 'failed' ? frame.copyFailed : outcome === 'copied' ? frame.copied : ''}
      </span>
    </>
  );
}

/** Browsers refuse outside of https and this machine, or when somebody forbids it. */
async function write(text: string): Promise<Outcome> {
  try {
    await navigator.clipboard.writeText(text);
    return 'copied';
  } catch {
    return 'failed';
  }
}
