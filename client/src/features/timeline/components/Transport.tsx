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
  const speed = useSelection((state) => state.speed);
  const play = useSelection((state) => state.set);
  const captions = useUi((ui) => ui.captions);
  const set = useUi((ui) => ui.set);
  const stale = useStale().shotIds.length;
  return (
    <div className={styles.transport} role="toolbar" aria-label="Transport">
      <span className={styles.clock}>
        <Now />
        <span className={styles.total}>/ {timecode(frames)}</span>
        {Math.abs(speed) > 1 || speed < 0 ? <span className={styles.speed}>{speed}×</span> : null}
      </span>
      <span className={styles.deck}>
        <IconButton icon={SkipBack} label="To the start" shortcut="Home" onClick={() => onSeek(0)} />
        <IconButton
          icon={speed === 0 ? Play : Pause}
          label={speed === 0 ? 'Play' : 'Pause'}
          shortcut="Space"
          onClick={() => {
            if (speed === 0 && useSelection.getState().frame >= frames - 1) onSeek(0);
            play({ speed: speed === 0 ? 1 : 0 });
          }}
        />
        <IconButton icon={SkipForward} label="To the end" shortcut="End" onClick={() => onSeek(frames)} />
      </span>
      <span className={styles.source}>
        {cut ? (
          <>
            <Chip selected={!live} onClick={() => onLive(false)}>
              Cut {PRESETS[cut].height}p{stale > 0 ? `, ${stale} changed since` : ''}
            </Chip>
            <Chip selected={live} onClick={() => onLive(true)}>
              Shots
            </Chip>
          </>
        ) : (
          <span className={styles.hint}>No cut of the whole episode yet</span>
        )}
        <IconButton
          icon={Captions}
          label={captions ? 'Captions off' : 'Captions on'}
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
