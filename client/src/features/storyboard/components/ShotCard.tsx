import { useLingui } from '@lingui/react/macro';
import { ChevronLeft, ChevronRight, Copy, MoreHorizontal, Play, Trash2 } from 'lucide-react';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { useUi } from '../../../app/ui-store.ts';
import { usePeers } from '../../../collab/presence.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Menu } from '../../../ui/Menu.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { Sketch } from '../../../ui/Sketch.tsx';
import { secondsText } from '../../../ui/timecode.ts';
import { describeShot, type ShotView } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import type { ShotState } from '../../studio/model/shot-state.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCharacterNames } from '../../studio/model/use-episode-model.ts';
import type { BoardActions } from '../model/use-board-actions.ts';
import { ShotStateLine } from './ShotStateLine.tsx';
import styles from './Storyboard.module.css';

interface ShotCardProps {
  view: ShotView;
  state: ShotState;
  actions: BoardActions;
}

/** One shot: its frame, number, title, length and one line that says how it stands. */
export function ShotCard({ view, state, actions }: ShotCardProps) {
  const { t } = useLingui();
  const { number } = view;
  const { title } = view.shot;
  const selected = useSelection((selection) => selection.shotId === view.id);
  const select = useSelection((selection) => selection.select);
  const set = useSelection((selection) => selection.set);
  const holder = useHolder(view.id);
  return (
    <article
      className={cx(styles.shot, styles[state.kind], selected && styles.selected)}
      style={holder ? ({ '--peer': holder.color } as React.CSSProperties) : undefined}
      data-testid={`shot-${number}`}
      data-state={state.kind}
    >
      {holder ? <span className={styles.holder}>{holder.name}</span> : null}
      <button
        type="button"
        className={cx(styles.frame, holder && styles.held)}
        data-shot={view.id}
        aria-label={title === '' ? t`Shot ${number}` : t`Shot ${number}, ${title}`}
        aria-pressed={selected}
        onClick={() => select(view.id, view.sceneId)}
        onFocus={() => select(view.id, view.sceneId)}
        onDoubleClick={() => set({ preview: view.id })}
      >
        <FramePicture view={view} state={state} />
      </button>
      <div className={styles.words}>
        <b className={styles.number}>{number}</b>
        <span className={styles.title}>{title}</span>
        <span className={styles.length}>{view.clip === null ? t`not in the cut` : secondsText(view.duration)}</span>
        <ShotMenu view={view} actions={actions} />
      </div>
      <ShotStateLine view={view} state={state} />
    </article>
  );
}

function FramePicture({ view, state }: { view: ShotView; state: ShotState }) {
  const { t } = useLingui();
  const { number } = view;
  const names = useCharacterNames();
  const hash = view.render?.poster ?? view.still?.asset ?? null;
  const url = useAssetUrl(hash);
  return (
    <>
      {url && state.kind !== 'sketch' ? (
        <img key={hash} src={url} alt={describeShot(view, names)} loading="lazy" draggable={false} />
      ) : (
        <Sketch size={view.shot.size} cast={view.shot.cast.length} />
      )}
      {state.kind === 'rendering' ? <Progress onFrame percent={state.percent} label={t`Rendering shot ${number}`} /> : null}
    </>
  );
}

function ShotMenu({ view, actions }: { view: ShotView; actions: BoardActions }) {
  const { t } = useLingui();
  const { number } = view;
  const { writable } = useStudio();
  const set = useSelection((selection) => selection.set);
  const togglePanel = useUi((ui) => ui.togglePanel);
  const edit = writable
    ? [
        { label: t`Duplicate`, icon: Copy, hint: 'D', onSelect: () => actions.duplicate(view) },
        { label: t`Move left`, icon: ChevronLeft, hint: 'Alt ←', onSelect: () => actions.move(view, -1) },
        { label: t`Move right`, icon: ChevronRight, hint: 'Alt →', onSelect: () => actions.move(view, 1) },
        null,
        { label: t`Delete`, icon: Trash2, hint: 'Del', danger: true, onSelect: () => actions.remove(view) },
      ]
    : [];
  return (
    <span className={styles.menu}>
      <Menu
        align="end"
        trigger={<IconButton icon={MoreHorizontal} label={t`Actions for shot ${number}`} />}
        items={[
          { label: t`Play`, icon: Play, hint: 'Enter', onSelect: () => set({ preview: view.id }) },
          { label: t`Inspect`, hint: 'I', onSelect: () => togglePanel('inspector', true) },
          ...edit,
        ]}
      />
    </span>
  );
}

/** The person who has this shot selected on the board, if anybody else has. */
function useHolder(shotId: string): { name: string; color: string } | null {
  const { episodeDoc } = useStudio();
  const peer = usePeers(episodeDoc.awareness).find(({ place }) => place?.room === 'storyboard' && place.shotId === shotId);
  return peer ? peer.user : null;
}
