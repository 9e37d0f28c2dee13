import { Trans } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { useUi } from '../../../app/ui-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { useLatestRender } from '../../render/model/use-render.ts';
import { useStale } from '../../render/model/use-stale.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { CHANGE_STEP, momentOf, watchStep } from '../model/steps.ts';
import { TourStrip } from './TourStrip.tsx';

/** The tour inside an episode, for whoever may change it; skipped with one click, for good. */
export function StudioTour() {
  const { writable } = useStudio();
  const done = useUi((ui) => ui.tourDone);
  return done || !writable ? null : <Change />;
}

/** Where the magic is: a changed line, a stale shot, a new picture. Goes on by itself when the line was changed. */
function Change() {
  const set = useUi((ui) => ui.set);
  const stale = useStale().shotIds.length;
  const render = useLatestRender();
  const [watch, setWatch] = useState(false);
  const [before, setBefore] = useState<string | null>();
  const newest = render?.id ?? null;
  useEffect(() => {
    if (stale === 0) return;
    setWatch(true);
    setBefore((known) => (known === undefined ? newest : known));
  }, [stale, newest]);
  const moment = momentOf({ stale, before, render });
  const finish = () => set({ tourDone: true });
  return (
    <TourStrip step={watch ? watchStep(moment) : CHANGE_STEP}>
      {moment === 'drawn' ? null : (
        <Button variant="quiet" onClick={finish}>
          <Trans comment="Ends the tour">Skip</Trans>
        </Button>
      )}
      <Button variant="primary" onClick={watch ? finish : () => setWatch(true)}>
        {watch ? <Trans>Done</Trans> : <Trans comment="Goes to the next step of the tour">Next</Trans>}
      </Button>
    </TourStrip>
  );
}
