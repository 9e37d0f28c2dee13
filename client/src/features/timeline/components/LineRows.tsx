import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { cx } from '../../../ui/cx.ts';
import { usePlan } from '../../studio/model/use-plan.ts';
import { isVisible, type Visible } from '../model/use-visible.ts';
import styles from './Tracks.module.css';

/** A narrower block shows that somebody speaks, not what: two letters of a name tell nothing. */
const WORDS_PX = 34;

interface LineRowProps {
  zoom: number;
  visible: Visible;
  /** Not heard, or not shown: drawn faintly. */
  off: boolean;
}

/** Every line where it is spoken, as the plan times it. */
export function DialogueRow({ zoom, visible, off }: LineRowProps) {
  const { plan } = usePlan();
  if (plan === null) return <div className={styles.lane} />;
  const scale = (zoom * EDIT_RATE) / plan.fps;
  return (
    <div className={cx(styles.lane, off && styles.off)}>
      {plan.shots.flatMap((shot) =>
        shot.lines.map((line) => {
          const left = (shot.start + line.startFrame) * scale;
          const width = Math.max(2, (line.endFrame - line.startFrame) * scale);
          if (!isVisible(visible, left, left + width)) return null;
          return (
            <span
              key={`${shot.shotId}/${line.blockId}`}
              className={styles.line}
              title={`${line.speaker}: ${line.text}`}
              style={{ left, width }}
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

/** The captions as they are shown over the picture. */
export function CaptionRow({ zoom, visible, off }: LineRowProps) {
  const { plan } = usePlan();
  if (plan === null) return <div className={styles.lane} />;
  const scale = (zoom * EDIT_RATE) / plan.fps;
  return (
    <div className={cx(styles.lane, off && styles.off)}>
      {plan.captions.map(({ startFrame, endFrame, text }) => {
        const left = startFrame * scale;
        const width = Math.max(2, (endFrame - startFrame) * scale);
        if (!isVisible(visible, left, left + width)) return null;
        return (
          <span key={`${startFrame}/${text}`} className={styles.captionBlock} title={text} style={{ left, width }}>
            {width < WORDS_PX ? null : <span>{text}</span>}
          </span>
        );
      })}
    </div>
  );
}
