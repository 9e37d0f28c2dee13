import { Trans } from '@lingui/react/macro';
import { Button } from '../../../ui/Button.tsx';

/** The last page of candidates, counted from 0. */
const LAST = 3;

/** Goes through candidates, four at a time. */
export function Pages({ page, onPage }: { page: number; onPage: (page: number) => void }) {
  return (
    <>
      {page === 0 ? null : (
        <Button size="sm" variant="quiet" onClick={() => onPage(page - 1)}>
          <Trans>The ones before</Trans>
        </Button>
      )}
      {page >= LAST ? null : (
        <Button size="sm" variant="quiet" onClick={() => onPage(page + 1)}>
          <Trans>Others</Trans>
        </Button>
      )}
    </>
  );
}
