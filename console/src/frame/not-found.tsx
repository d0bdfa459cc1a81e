// An address below /console that leads nowhere, or nowhere for this person.
// Must never tell which of the two.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Empty } from '../parts/empty';
import { useBrowserTitle } from '../parts/page';
import { useTexts } from '../texts/language';

export function NotFound() {
  const { frame } = useTexts();
  useBrowserTitle(frame.pages.notFound);
  return (
    <>
      <h1 className="unseen">{frame.notFoundTitle}</h1>
      <Empty icon="search" title={frame.notFoundTitle} hint={frame.notFoundHint}>
        <Button component={Link} to="/" variant="default" mt="sm">
          {frame.toStart}
        </Button>
      </Empty>
    </>
  );
}
