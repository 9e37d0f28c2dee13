import { Trans, useLingui } from '@lingui/react/macro';
import { setClipDuration } from '@trashfire/shared/document/commands/set-clip-duration';
import { updateShot } from '@trashfire/shared/document/commands/update-shot';
import { CAMERA_ANGLES, CAMERA_MOVES, EDIT_RATE, SHOT_SIZES } from '@trashfire/shared/document/vocabulary';
import { DraftField } from '../../../ui/Field.tsx';
import { PanelSection } from '../../../ui/Panel.tsx';
import { Select } from '../../../ui/Select.tsx';
import { type ShotView, SIZE_WORDS } from '../../studio/model/episode-model.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { framesOf } from '../model/length.ts';
import { lensOptions, NO_LENS } from '../model/lenses.ts';
import { useEditable } from '../model/use-editable.ts';
import { ANGLE_WORDS, MOVE_WORDS } from '../model/vocabulary-words.ts';
import styles from './Inspector.module.css';

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What we see and how the camera sees it. */
export function CameraFields({ view }: { view: ShotView }) {
  const { t, i18n } = useLingui();
  const run = useCommand();
  const writable = useEditable(view);
  const { shot, clip } = view;
  const sizes = SHOT_SIZES.map((value) => ({ value, label: `${value}, ${i18n._(SIZE_WORDS[value])}` }));
  const angles = CAMERA_ANGLES.map((value) => ({ value, label: capital(t(ANGLE_WORDS[value])) }));
  const moves = CAMERA_MOVES.map((value) => ({ value, label: capital(t(MOVE_WORDS[value])) }));
  const size = t({ message: 'Size', context: 'of a shot' });
  const angle = t({ message: 'Angle', context: 'of the camera' });
  const move = t({ message: 'Move', context: 'of the camera' });
  const action = t({ message: 'Action', comment: 'What happens in the shot' });
  const notes = t({ message: 'Notes', comment: 'On a shot, for the crew' });
  const lens = t({ message: 'Lens', context: 'of the camera' });
  const patch = (fields: Parameters<typeof updateShot.run>[1]['patch']) => run(updateShot, { id: shot.id, patch: fields });
  return (
    <>
      <PanelSection title={t`What we see`}>
        <div className={styles.stack}>
          <span className={styles.fieldLabel} aria-hidden="true">{t`Title`}</span>
          <DraftField label={t`Title`} value={shot.title} disabled={!writable} onCommit={(title) => patch({ title })} />
          <span className={styles.fieldLabel} aria-hidden="true">
            {action}
          </span>
          <DraftField
            label={action}
            multiline
            value={shot.action}
            disabled={!writable}
            onCommit={(text) => patch({ action: text })}
          />
          <span className={styles.fieldLabel} aria-hidden="true">
            {notes}
          </span>
          <DraftField
            label={notes}
            multiline
            value={shot.notes}
            disabled={!writable}
            onCommit={(text) => patch({ notes: text })}
          />
        </div>
      </PanelSection>
      <PanelSection title={t`Camera`}>
        <dl className={styles.pairs}>
          <dt>{size}</dt>
          <dd>
            <Select
              label={size}
              value={shot.size}
              options={sizes}
              disabled={!writable}
              onChange={(value) => patch({ size: value })}
            />
          </dd>
          <dt>{angle}</dt>
          <dd>
            <Select
              label={angle}
              value={shot.angle}
              options={angles}
              disabled={!writable}
              onChange={(value) => patch({ angle: value })}
            />
          </dd>
          <dt>{move}</dt>
          <dd>
            <Select
              label={move}
              value={shot.move}
              options={moves}
              disabled={!writable}
              onChange={(value) => patch({ move: value })}
            />
          </dd>
          <dt>{lens}</dt>
          <dd>
            <Select
              label={lens}
              value={shot.lens === null ? NO_LENS : String(shot.lens)}
              options={lensOptions(shot.lens, t({ message: 'Any', context: 'lens' }))}
              disabled={!writable}
              onChange={(value) => patch({ lens: value === NO_LENS ? null : Number(value) })}
            />
          </dd>
          <dt>
            <Trans comment="How long the shot is">Length</Trans>
          </dt>
          <dd className={styles.length}>
            {clip === null ? (
              <Trans>Not in the cut</Trans>
            ) : (
              <>
                <DraftField
                  label={t`Length in seconds`}
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
