import { Trans, useLingui } from '@lingui/react/macro';
import { PRESETS, type PresetName } from '@trashfire/shared/render/presets';
import { Captions, Link2, Pause, Play, Repeat, SkipBack, SkipForward } from 'lucide-react';
import { useUi } from '../../../app/ui-store.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { Chip } from '../../../ui/Chip.tsx';
import { Timecode } from '../../../ui/Timecode.tsx';
import { timecode } from '../../../ui/timecode.ts';
import { useStale } from '../../render/model/use-stale.ts';
import { copyLink } from '../../studio/model/copy-link.ts';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import type { TimelineActions } from '../model/actions.ts';
import { keyText } from '../model/key-map.ts';
import { mixAudible } from '../model/rows.ts';
import { useKeyPreset } from '../model/use-key-preset.ts';
import { shownFrame } from '../model/use-play-actions.ts';
import { useHeard } from '../model/use-tracks.ts';
import { useTimelineView } from '../model/view.ts';
import { ActionButton } from './ActionButton.tsx';
import { EditTools } from './EditTools.tsx';
import { OffCut } from './OffCut.tsx';
import styles from './Timeline.module.css';

interface TransportProps {
  model: EpisodeModel;
  frames: number;
  /** What the episode's cut was made at; null while there is none. */
  cut: PresetName | null;
  /** The shots are played instead of the cut. */
  live: boolean;
  onLive: (live: boolean) => void;
  actions: TimelineActions;
}

/** Clock, deck and tools, between the picture and the tracks. */
export function Transport({ model, frames, cut, live, onLive, actions }: TransportProps) {
  const { t } = useLingui();
  const preset = useKeyPreset();
  const { episode } = useStudio();
  const speed = useSelection((state) => state.speed);
  const captions = useUi((ui) => ui.captions);
  const loop = useTimelineView((view) => view.loop);
  const silent = !mixAudible(useHeard()) && cut !== null && !live;
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
        <ActionButton action="toStart" icon={SkipBack} actions={actions} />
        <IconButton
          icon={speed === 0 ? Play : Pause}
          label={speed === 0 ? t`Play` : t`Pause`}
          shortcut={keyText(preset, 'playPause')}
          onClick={actions.playPause}
        />
        <ActionButton action="toEnd" icon={SkipForward} actions={actions} />
        <ActionButton action="loop" icon={Repeat} actions={actions} pressed={loop} />
      </span>
      <span className={styles.source}>
        <OffCut model={model} />
        {silent ? (
          <span className={styles.hint}>
            <Trans>Silent: the cut is one mix, and a track of it is off</Trans>
          </span>
        ) : null}
        <EditTools actions={actions} />
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
          icon={Link2}
          label={t`Copy link to this frame`}
          onClick={() => void copyLink(episode.id, { kind: 'frame', frame: shownFrame() })}
        />
        <IconButton
          icon={Captions}
          label={captions ? t`Captions off` : t`Captions on`}
          shortcut={keyText(preset, 'captions')}
          pressed={captions}
          onClick={actions.captions}
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
