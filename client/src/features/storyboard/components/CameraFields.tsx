import { setClipDuration } from '@trashfire/shared/document/commands/set-clip-duration';
import { updateShot } from '@trashfire/shared/document/commands/update-shot';
import { CAMERA_ANGLES, CAMERA_MOVES, EDIT_RATE, SHOT_SIZES } from '@trashfire/shared/document/vocabulary';
import { DraftField } from '../../../ui/Field.tsx';
import { PanelSection } from '../../../ui/Panel.tsx';
import { Select } from '../../../ui/Select.tsx';
import { type ShotView, SIZE_WORDS, words } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { framesOf } from '../model/length.ts';
import styles from './Inspector.module.css';

const SIZES = SHOT_SIZES.map((value) => ({ value, label: `${value}, ${SIZE_WORDS[value]}` }));
const ANGLES = CAMERA_ANGLES.map((value) => ({ value, label: value === 'eye' ? 'Eye level' : capital(value) }));
const MOVES = CAMERA_MOVES.map((value) => ({ value, label: capital(words(value)) }));

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What we see and how the camera sees it. */
export function CameraFields({ view }: { view: ShotView }) {
  const run = useCommand();
  const { writable } = useStudio();
  const { shot, clip } = view;
  const patch = (fields: Parameters<typeof updateShot.run>[1]['patch']) => run(updateShot, { id: shot.id, patch: fields });
  return (
    <>
      <PanelSection title="What we see">
        <div className={styles.stack}>
          <DraftField label="Title" value={shot.title} disabled={!writable} onCommit={(title) => patch({ title })} />
          <DraftField
            label="Action"
            multiline
            value={shot.action}
            disabled={!writable}
            onCommit={(action) => patch({ action })}
          />
        </div>
      </PanelSection>
      <PanelSection title="Camera">
        <dl className={styles.pairs}>
          <dt>Size</dt>
          <dd>
            <Select label="Size" value={shot.size} options={SIZES} disabled={!writable} onChange={(size) => patch({ size })} />
          </dd>
          <dt>Angle</dt>
          <dd>
            <Select
              label="Angle"
              value={shot.angle}
              options={ANGLES}
              disabled={!writable}
              onChange={(angle) => patch({ angle })}
            />
          </dd>
          <dt>Move</dt>
          <dd>
            <Select label="Move" value={shot.move} options={MOVES} disabled={!writable} onChange={(move) => patch({ move })} />
          </dd>
          <dt>Length</dt>
          <dd className={styles.length}>
            {clip === null ? (
              'Not in the cut'
            ) : (
              <>
                <DraftField
                  label="Length in seconds"
                  inputMode="decimal"
                  value={(clip.duration / EDIT_RATE).toFixed(2).replace(/\.?0+$/, '')}
                  disabled={!writable}
                  onCommit={(text) => {
                    const duration = framesOf(text);
                    if (duration !== null) run(setClipDuration, { id: clip.id, duration });
                  }}
                />
                <span className="mono">{clip.duration} f</span>
              </>
            )}
          </dd>
        </dl>
      </PanelSection>
    </>
  );
}
