import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useUi } from '../../../app/ui-store.ts';
import { Button } from '../../../ui/Button.tsx';
import styles from './Tour.module.css';

interface Step {
  readonly title: string;
  readonly text: string;
  /** Room the step happens in; `null`: the home page. */
  readonly room: string | null;
}

const STEPS: readonly Step[] = [
  {
    title: 'One script, everybody in it',
    text: 'This is a real episode. Open it: the script is on the left, the shots drawn from it stand beside their lines.',
    room: 'script',
  },
  {
    title: 'Change one line',
    text: 'Rewrite a line somebody speaks. Beside it, one shot turns amber: stale, with the reason, the seconds and the price.',
    room: 'script',
  },
  {
    title: 'Render it, watch it',
    text: 'Press Update in the bar above. Only that shot is drawn again; then the whole episode plays with the new line in it.',
    room: 'timeline',
  },
];

interface TourProps {
  place: 'home' | 'studio';
  /** The episode the tour is made with; without one there is nothing to show. */
  episode: string | null;
}

/** Three steps to where the magic is: a changed line, a stale shot, a new picture. Skipped with one click, for good. */
export function Tour({ place, episode }: TourProps) {
  const done = useUi((ui) => ui.tourDone);
  const set = useUi((ui) => ui.set);
  const [at, setAt] = useState(place === 'home' ? 0 : 1);
  const navigate = useNavigate();
  if (done || episode === null) return null;
  const step = STEPS[at];
  if (step === undefined) return null;
  const last = at === STEPS.length - 1;
  const finish = () => set({ tourDone: true });
  const next = () => {
    if (last) {
      finish();
      return;
    }
    setAt(at + 1);
    const room = STEPS[at + 1]?.room;
    if (place === 'studio' && room) void navigate(`/episodes/${episode}/${room}`);
  };
  return (
    <section className={styles.tour} aria-label="Tour" data-testid="tour">
      <p className={styles.count}>
        {at + 1} of {STEPS.length}
      </p>
      <h2 className={styles.title}>{step.title}</h2>
      <p className={styles.text}>{step.text}</p>
      <div className={styles.actions}>
        <Button variant="quiet" onClick={finish}>
          Skip
        </Button>
        {place === 'home' ? (
          <Link className={styles.open} to={`/episodes/${episode}/script`}>
            Open the episode
          </Link>
        ) : (
          <Button variant="primary" onClick={next}>
            {last ? 'Done' : 'Next'}
          </Button>
        )}
      </div>
    </section>
  );
}
