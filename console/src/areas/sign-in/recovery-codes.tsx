// Recovery codes, shown this once.
// Must never keep them anywhere; copying and downloading put them where their owner wants.
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { CopyButton } from '../../parts/copy-button';
import { Icon } from '../../parts/icon';
import { useTexts } from '../../texts/language';
import styles from './form.module.css';

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const { frame, signIn } = useTexts();
  const words = signIn.recovery;
  const [areKept, setKept] = useState(false);
  return (
    <div className={styles.recovery}>
      <div className={styles.intro} role="status">
        <h2>{words.title}</h2>
        <p className="quiet">{words.explanation}</p>
      </div>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <CopyButton text={codes.join('\n')} label={words.copyAll} />
        <Button
          variant="default"
          leftSection={<Icon name="download" size={16} />}
          onClick={() => download(words.fileName, `${codes.join('\n')}\n`)}
        >
          {frame.download}
        </Button>
      </div>
      <Checkbox label={words.kept} checked={areKept} onChange={(event) => setKept(event.currentTarget.checked)} />
      <Button size="md" disabled={!areKept} onClick={onDone}>
        {words.done}
      </Button>
    </div>
  );
}

function download(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
