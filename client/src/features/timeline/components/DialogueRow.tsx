import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { usePlan } from '../../studio/model/use-plan.ts';
import styles from './Timeline.module.css';

/** Every line where it is spoken, as the plan times it. */
export function DialogueRow({ zoom }: { zoom: number }) {
  const { plan } = usePlan();
  if (plan === null) return <div className={styles.lines} />;
  const scale = (zoom * EDIT_RATE) / plan.fps;
  return (
    <div className={styles.lines}>
      {plan.shots.flatMap((shot) =>
        shot.lines.map((line) => (
          <span
            key={`${shot.shotId}/${line.blockId}`}
            className={styles.line}
            title={`${line.speaker}: ${line.text}`}
            style={{
              left: (shot.start + line.startFrame) * scale,
              width: Math.max(2, (line.endFrame - line.startFrame) * scale),
            }}
          >
            <b>{line.speaker}</b> {line.text}
          </span>
        )),
      )}
    </div>
  );
}
