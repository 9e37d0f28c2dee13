import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import type { SeriesActions } from '../model/use-series.ts';
import { NameDialog } from './Dialogs.tsx';

export function FirstSeries({ actions }: { actions: SeriesActions }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <EmptyState
        title="No series yet"
        actions={
          <Button variant="primary" icon={Plus} onClick={() => setOpen(true)}>
            Start a series
          </Button>
        }
      >
        A series holds its people and places, so that they stay themselves from episode to episode. It begins with a title.
      </EmptyState>
      {open ? (
        <NameDialog
          title="Start a series"
          label="Title"
          also="What is it about, in a line"
          action="Create"
          onClose={() => setOpen(false)}
          onSubmit={(title, logline) => actions.createSeries.mutate({ title, logline })}
        />
      ) : null}
    </>
  );
}
