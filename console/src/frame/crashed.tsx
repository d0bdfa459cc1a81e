// A page that broke, or whose files could not be loaded.
// Must never show what broke; the browser's console has it.
import { Button } from '@mantine/core';
import { Empty } from '../parts/empty';
import { useTexts } from '../texts/language';

export function Crashed() {
  const { frame } = useTexts();
  return (
    <div role="alert">
      <Empty icon="attention" title={frame.crashed} hint={frame.crashedHint}>
        <Button variant="default" mt="sm" onClick={() => window.location.reload()}>
          {frame.retry}
        </Button>
      </Empty>
    </div>
  );
}
