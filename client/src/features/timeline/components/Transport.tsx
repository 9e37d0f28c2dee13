import { Trans, useLingui } from '@lingui/react/macro';
import { PRESETS, type PresetName } from '@trashfire/shared/render/presets';
import { Captions, Pause, Play, SkipBack, SkipForward } from 'lucide-react';
import { useUi } from '../../../app/ui-store.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { Chip } from '../../../ui/Chip.tsx';
import { Timecode } from '../../../ui/Timecode.tsx';
import { timecode } from '../../../ui/timecode.ts';
import { useStale } from '../../render/model/use-stale.ts';
import { useSelection } from '../../studio/model/selection.ts';
import styles from './Timeline.module.css';

interface TransportProps {
  frames: number;
  /** What the episode's cut was made at; null while there is none. */
  cut: PresetName | null;
  /** The shots are played instead of the cut. */
  live: boolean;
  onLive: (live: boolean) => void;
  onSeek: (frame: number) => void;
}

export function Transport({ frames, cut, live, onLive, onSeek }: TransportProps) {
  const { t } = useLingui();
  const speed = useSelection((state) => state.speed);
  const play = useSelection((state) => state.set);
  const captions = useUi((ui) => ui.captions);
  const set = useUi((ui) => ui.set);
  const stale = useStale().shotIds.length;
  const height = cut === null ? 0 : PRESETS[cut].height;
  return (
    <div
      className={styles.transport}
      role="toolbar"
      aria-label={t({ message: 'Transport', comment: 'Play, pause and what goes with them' })}
    >
      <span className={styles.clock}>
        <Now />
        <span className={styles.total}>/ {timecode(frames)}</span>
        {Math.abs(speed) > 1 || speed < 0 ? <span className={styles.speed}>{speed}×</span> : null}
      </span>
      <span className={styles.deck}>
        <IconButton icon={SkipBack} label={t`To the start`} shortcut="Home" onClick={() => onSeek(0)} />
        <IconButton
          icon={speed === 0 ? Play : Pause}
          label={speed === 0 ? t`Play` : t`Pause`}
          shortcut="Space"
          onClick={() => {
            if (speed === 0 && useSelection.getState().frame >= frames - 1) onSeek(0);
            play({ speed: speed === 0 ? 1 : 0 });
          }}
        />
        <IconButton icon={SkipForward} label={t`To the end`} shortcut="End" onClick={() => onSeek(frames)} />
      </span>
      <span className={styles.source}>
        {cut ? (
          <>
            <Chip selected={!live} onClick={() => onLive(false)}>
              {stale > 0 ? (
                <Trans comment="The cut is the film made of the shots">
                  Cut {height}p, {stale} changed since
                </Trans>
              ) : (
                <Trans comment="The cut is the film made of the shots">Cut {height}p</Trans>
              )}
            </Chip>
            <Chip selected={live} onClick={() => onLive(true)}>
              <Trans comment="A button: plays the shots themselves instead of the cut">Shots</Trans>
            </Chip>
          </>
        ) : (
          <span className={styles.hint}>
            <Trans>No cut of the whole episode yet</Trans>
          </span>
        )}
        <IconButton
          icon={Captions}
          label={captions ? t`Captions off` : t`Captions on`}
          shortcut="C"
          pressed={captions}
          onClick={() => set({ captions: !captions })}
        />
      </span>
    </div>
  );
}

function Now() {
  const frame = useSelection((state) => Math.floor(state.frame));
  return (
    <span data-testid="timecode">
      <Timecode frame={frame} large />
    </span>
  );
}
