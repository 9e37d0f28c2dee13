import { Trans, useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { NameDialog } from '../../../ui/Dialogs.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import type { SeriesActions } from '../model/use-series.ts';
import { ArchiveButton } from './ArchiveButton.tsx';

export function FirstSeries({ actions, onArchive }: { actions: SeriesActions; onArchive: (file: File) => void }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  return (
    <>
      <EmptyState
        title={t`No series yet`}
        actions={
          <>
            <Button variant="primary" icon={Plus} onClick={() => setOpen(true)}>
              <Trans>Start a series</Trans>
            </Button>
            <ArchiveButton onArchive={onArchive} />
          </>
        }
      >
        <Trans>
          A series holds its people and places, so that they stay themselves from episode to episode. It begins with a title, or
          with a script dropped or pasted here.
        </Trans>
      </EmptyState>
      {open ? (
        <NameDialog
          title={t`Start a series`}
          label={t`Title`}
          also={t`What is it about, in a line`}
          action={t`Create`}
          onClose={() => setOpen(false)}
          onSubmit={(title, logline) => actions.createSeries.mutate({ title, logline })}
        />
      ) : null}
    </>
  );
}
