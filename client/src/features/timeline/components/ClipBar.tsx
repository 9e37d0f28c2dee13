import { plural, t } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { Trans } from '@lingui/react/macro';
import { setClipDuration } from '@trashfire/shared/document/commands/set-clip-duration';
import type { TimelineClip } from '@trashfire/shared/document/timeline';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { IconButton } from '../../../ui/Button.tsx';
import { secondsText } from '../../../ui/timecode.ts';
import { UndoButton } from '../../studio/components/UndoButton.tsx';
import type { ShotView } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { ACTION_WORDS, type TimelineActions } from '../model/actions.ts';
import { lengthened } from '../model/drag.ts';
import { useCutLocked } from '../model/use-tracks.ts';
import styles from './Timeline.module.css';

/** Frames a touch trims by: one, and half a second. */
const STEPS = [-12, -1, 1, 12] as const;

interface ClipBarProps {
  /** The shot of the chosen clip; a gap has none. */
  view: ShotView | undefined;
  clip: TimelineClip | null;
  actions: TimelineActions;
}

/** On a phone, under the thumb: the chosen clip with its length, made shorter and longer by frames, and moved. */
export function ClipBar({ view, clip, actions }: ClipBarProps) {
  // The words of the buttons are said again when another language is chosen.
  const { i18n } = useLingui();
  const { writable } = useStudio();
  const locked = useCutLocked();
  const run = useCommand();
  const able = writable && !locked && clip !== null && (view === undefined || view.shot.lock === null);
  const trim = (by: number) => clip !== null && run(setClipDuration, { id: clip.id, duration: lengthened(clip, by) });
  return (
    <div className={styles.clipBar} role="toolbar" aria-label={t`The chosen clip`}>
      <div className={styles.clipBarRow}>
        <span className={`${styles.clipBarWords} ellipsis`} role="status">
          {clip === null ? (
            <Trans>Tap a clip to trim or move it</Trans>
          ) : (
            <>
              <b>{view?.number ?? t({ message: 'Gap', comment: 'Black in the cut where a clip was lifted out' })}</b>
              <span className="mono">
                {secondsText(clip.duration)} {t`${plural(clip.duration, { one: '# frame', other: '# frames' })}`}
              </span>
            </>
          )}
        </span>
        <UndoButton />
        <IconButton
          icon={ChevronLeft}
          label={i18n._(ACTION_WORDS.moveEarlier)}
          side="top"
          disabled={!able}
          onClick={actions.moveEarlier}
        />
        <IconButton
          icon={ChevronRight}
          label={i18n._(ACTION_WORDS.moveLater)}
          side="top"
          disabled={!able}
          onClick={actions.moveLater}
        />
      </div>
      {clip === null ? null : (
        <div className={styles.clipBarRow}>
          {STEPS.map((by) => (
            <button
              key={by}
              type="button"
              className={styles.step}
              aria-label={trimWords(by)}
              disabled={!able || lengthened(clip, by) === clip.duration}
              onClick={() => trim(by)}
            >
              {by > 0 ? `+${by}` : `−${-by}`}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function trimWords(by: number): string {
  const frames = Math.abs(by);
  return by > 0
    ? t`Trim ${plural(frames, { one: '# frame', other: '# frames' })} longer`
    : t`Trim ${plural(frames, { one: '# frame', other: '# frames' })} shorter`;
}
