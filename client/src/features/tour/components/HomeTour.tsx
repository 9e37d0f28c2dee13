import { Trans } from '@lingui/react/macro';
import { Link } from 'react-router';
import { useUi } from '../../../app/ui-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { OPEN_STEP } from '../model/steps.ts';
import styles from './Tour.module.css';
import { TourStrip } from './TourStrip.tsx';

/** The way into the tour. @param episode the one it is made with; without one there is nothing to show. */
export function HomeTour({ episode }: { episode: string | null }) {
  const done = useUi((ui) => ui.tourDone);
  const set = useUi((ui) => ui.set);
  if (done || episode === null) return null;
  return (
    <TourStrip step={OPEN_STEP}>
      <Button variant="quiet" onClick={() => set({ tourDone: true })}>
        <Trans comment="Ends the tour">Skip</Trans>
      </Button>
      <Link className={styles.open} to={`/episodes/${episode}/script`}>
        <Trans>Open the episode</Trans>
      </Link>
    </TourStrip>
  );
}
