import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { usePlan } from '../../studio/model/use-plan.ts';
import styles from './Timeline.module.css';

/** A narrower block shows that somebody speaks, not what: two letters of a name tell nothing. */
const WORDS_PX = 34;

/** Every line where it is spoken, as the plan times it. */
export function DialogueRow({ zoom }: { zoom: number }) {
  const { plan } = usePlan();
  if (plan === null) return <div className={styles.lines} />;
  const scale = (zoom * EDIT_RATE) / plan.fps;
  return (
    <div className={styles.lines}>
      {plan.shots.flatMap((shot) =>
        shot.lines.map((line) => {
          const width = Math.max(2, (line.endFrame - line.startFrame) * scale);
          return (
            <span
              key={`${shot.shotId}/${line.blockId}`}
              className={styles.line}
              title={`${line.speaker}: ${line.text}`}
              style={{
                left: (shot.start + line.startFrame) * scale,
                width,
              }}
            >
              {width < WORDS_PX ? null : (
                <>
                  <b>{line.speaker}</b>
                  <span>{line.text}</span>
                </>
              )}
            </span>
          );
        }),
      )}
    </div>
  );
}
