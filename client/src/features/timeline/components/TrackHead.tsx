import { useLingui } from '@lingui/react/macro';
import { setTrack } from '@trashfire/shared/document/commands/set-track';
import type { Track } from '@trashfire/shared/document/schema';
import { ChevronDown, ChevronRight, Eye, EyeOff, Lock, LockOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { useUi } from '../../../app/ui-store.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Tooltip } from '../../../ui/Tooltip.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { keyText } from '../model/key-map.ts';
import type { Row } from '../model/rows.ts';
import { useKeyPreset } from '../model/use-key-preset.ts';
import { useTracks } from '../model/use-tracks.ts';
import { useTimelineView, useWindowView } from '../model/view.ts';
import { RowHandle } from './RowHandle.tsx';
import styles from './Tracks.module.css';

/** A row's head: fold it, and what the row can be told. */
export function TrackHead({ row, height }: { row: Row; height: number }) {
  const { t } = useLingui();
  const name = useRowName(row);
  const collapsed = useTimelineView((view) => view.collapsed.includes(row));
  const toggle = useTimelineView((view) => view.toggleRow);
  return (
    <div className={styles.head} data-testid={`head-${row}`}>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={!collapsed}
        aria-label={collapsed ? t`Unfold ${name}` : t`Fold ${name}`}
        onClick={() => toggle(row)}
      >
        <Icon of={collapsed ? ChevronRight : ChevronDown} size={12} />
        <span className="ellipsis">{name}</span>
      </button>
      <span className={styles.headTools}>
        {row === 'captions' ? <CaptionTools /> : row === 'video' ? <PictureTools /> : <SoundTools row={row} name={name} />}
      </span>
      {collapsed ? null : <RowHandle row={row} name={name} height={height} />}
    </div>
  );
}

export function useRowName(row: Row): string {
  const { t } = useLingui();
  const names: Readonly<Record<Row, string>> = {
    captions: t`Captions`,
    video: t({ message: 'Picture', comment: 'The track of a timeline that is seen' }),
    dialogue: t`Dialogue`,
    effects: t({ message: 'Sound', comment: 'The track of a timeline with the effects: doors, rain' }),
    music: t`Music`,
  };
  return names[row];
}

function CaptionTools() {
  const { t } = useLingui();
  const preset = useKeyPreset();
  const shown = useUi((ui) => ui.captions);
  const set = useUi((ui) => ui.set);
  return (
    <IconButton
      icon={shown ? Eye : EyeOff}
      label={shown ? t`Hide captions` : t`Show captions`}
      shortcut={keyText(preset, 'captions')}
      pressed={!shown}
      onClick={() => set({ captions: !shown })}
    />
  );
}

function useTrack(kind: Track['kind']) {
  const run = useCommand();
  const track = useTracks().find((one) => one.kind === kind);
  const patch = (fields: Partial<Pick<Track, 'muted' | 'locked'>>) => {
    if (track !== undefined) run(setTrack, { id: track.id, patch: fields });
  };
  return { muted: track?.muted ?? false, locked: track?.locked ?? false, patch };
}

function PictureTools() {
  const { t } = useLingui();
  const { writable } = useStudio();
  const { muted, locked, patch } = useTrack('video');
  return (
    <>
      <IconButton
        icon={muted ? EyeOff : Eye}
        label={muted ? t`Show the picture, for everybody` : t`Hide the picture, for everybody`}
        pressed={muted}
        disabled={!writable}
        onClick={() => patch({ muted: !muted })}
      />
      <IconButton
        icon={locked ? Lock : LockOpen}
        label={locked ? t`Unlock the cut` : t`Lock the cut: nobody edits it until it is unlocked`}
        pressed={locked}
        disabled={!writable}
        onClick={() => patch({ locked: !locked })}
      />
    </>
  );
}

function SoundTools({ row, name }: { row: 'dialogue' | 'effects' | 'music'; name: string }) {
  const { t } = useLingui();
  const { writable } = useStudio();
  const { muted, patch } = useTrack(row);
  const solo = useWindowView((view) => view.solo.includes(row));
  const toggleSolo = useWindowView((view) => view.toggleSolo);
  const mix = t`The film of the cut is one mix: it is silent while one of its tracks is.`;
  return (
    <>
      <Letter
        label={muted ? t`Unmute ${name}, for everybody` : t`Mute ${name}, for everybody`}
        hint={mix}
        pressed={muted}
        disabled={!writable}
        onClick={() => patch({ muted: !muted })}
      >
        M
      </Letter>
      <Letter
        label={solo ? t`Hear the other tracks again` : t`Hear only ${name}, in this window`}
        hint={mix}
        pressed={solo}
        onClick={() => toggleSolo(row)}
      >
        S
      </Letter>
    </>
  );
}

interface LetterProps {
  label: string;
  hint: string;
  pressed: boolean;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** The M and S of every mixing desk. */
function Letter({ label, hint, pressed, disabled = false, onClick, children }: LetterProps) {
  return (
    <Tooltip label={`${label}. ${hint}`}>
      <button
        type="button"
        className={cx(styles.letter, pressed && styles.letterOn)}
        aria-label={label}
        aria-pressed={pressed}
        disabled={disabled}
        onClick={onClick}
      >
        {children}
      </button>
    </Tooltip>
  );
}
