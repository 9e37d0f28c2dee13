import { useLingui } from '@lingui/react/macro';
import { putClips } from '@trashfire/shared/document/commands/put-clips';
import type { TimelineClip } from '@trashfire/shared/document/timeline';
import { newId } from '@trashfire/shared/ids';
import { Ellipsis } from 'lucide-react';
import { type MouseEvent, memo } from 'react';
import { useRecords } from '../../../collab/records.ts';
import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { secondsText } from '../../../ui/timecode.ts';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { ACTION_WORDS, type TimelineAction, type TimelineActions } from '../model/actions.ts';
import { keyText } from '../model/key-map.ts';
import { useKeyPreset } from '../model/use-key-preset.ts';
import { useCutLocked } from '../model/use-tracks.ts';
import styles from './ClipRow.module.css';

interface GapProps {
  clip: TimelineClip;
  model: EpisodeModel;
  actions: TimelineActions;
  left: number;
  width: number;
  dragging: boolean;
  onSeek: (frame: number) => void;
}

/** Black in the cut, as long as the clip that was lifted out of it: hatched, and taken hold of as a clip is (SPEC T13). */
export const Gap = memo(function Gap({ clip, model, actions, left, width, dragging, onSeek }: GapProps) {
  const { t } = useLingui();
  const selected = useSelection((selection) => selection.gapId === clip.id);
  const choose = () => useSelection.getState().selectGap(clip.id);
  const openMenu = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>('[aria-haspopup]')?.click();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the right button opens the menu whose own button stands inside
    <div
      className={cx(styles.clip, selected && styles.selectedClip, dragging && styles.dragging)}
      style={{ left, width }}
      onContextMenu={openMenu}
    >
      <button
        type="button"
        data-clip={clip.id}
        className={cx(styles.clipBody, styles.gapBody)}
        aria-label={t`Gap, ${secondsText(clip.duration)}`}
        aria-pressed={selected}
        onClick={choose}
        onFocus={choose}
        onDoubleClick={() => onSeek(clip.start)}
      />
      <span className={styles.gapMenu}>
        <GapMenu clip={clip} model={model} actions={actions} />
      </span>
    </div>
  );
});

const EDITS: readonly TimelineAction[] = ['shorter', 'longer', 'moveEarlier', 'moveLater'];

/** What can be done with a gap; the actions are done to what is chosen, which the menu's gap is. */
function GapMenu({ clip, model, actions }: Pick<GapProps, 'clip' | 'model' | 'actions'>) {
  const { t } = useLingui();
  const { episodeDoc, writable } = useStudio();
  const preset = useKeyPreset();
  const run = useCommand();
  const choose = () => useSelection.getState().selectGap(clip.id);
  const disabled = useCutLocked() || !writable;
  const lifted = useRecords(episodeDoc.doc, 'clips').find(({ id }) => id === clip.id)?.shotId;
  const view = model.shots.get(lifted ?? '');
  const item = (action: TimelineAction, label = t(ACTION_WORDS[action])): MenuItem => ({
    label,
    hint: keyText(preset, action),
    disabled,
    onSelect: () => {
      choose();
      actions[action]();
    },
  });
  const putBack = (shotId: string, sceneId: string) => {
    if (run(putClips, { clips: [{ id: newId(), shotId, duration: clip.duration }] }) !== null)
      useSelection.getState().select(shotId, sceneId);
  };
  const back =
    view?.clip === null
      ? [{ label: t`Put shot ${view.number} back`, disabled, onSelect: () => putBack(view.id, view.sceneId) }, null]
      : [];
  return (
    <Menu
      trigger={
        <button type="button" className={styles.gapButton} onFocus={choose} aria-label={t`Menu of the gap`}>
          <Icon of={Ellipsis} size={14} />
        </button>
      }
      items={[...back, ...EDITS.map((action) => item(action)), null, { ...item('rippleDelete', t`Close the gap`), danger: true }]}
    />
  );
}
