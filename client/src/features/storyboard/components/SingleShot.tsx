import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronLeft, ChevronRight, LayoutGrid } from 'lucide-react';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import type { SceneView, ShotView } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import type { ShotState } from '../../studio/model/shot-state.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useBoardUi } from '../model/board-ui.ts';
import { useUploads } from '../model/uploads.ts';
import type { BoardActions } from '../model/use-board-actions.ts';
import { useCardDrop } from '../model/use-card-drop.ts';
import { CameraFields } from './CameraFields.tsx';
import { CastFields } from './CastFields.tsx';
import { FramePicture } from './FramePicture.tsx';
import { LockLine } from './LockLine.tsx';
import { PlaceFields } from './PlaceFields.tsx';
import { ShotLines } from './ShotLines.tsx';
import { ShotMenu } from './ShotMenu.tsx';
import { ShotStateLine } from './ShotStateLine.tsx';
import styles from './Single.module.css';
import board from './Storyboard.module.css';
import { TakesSection } from './TakesSection.tsx';
import { UploadLine } from './UploadLine.tsx';

interface SingleShotProps {
  scenes: readonly SceneView[];
  stateOf: (view: ShotView) => ShotState;
  actions: BoardActions;
}

/** One shot with everything that is known of it beside its picture, and the way to the next. */
export function SingleShot({ scenes, stateOf, actions }: SingleShotProps) {
  const { t } = useLingui();
  const shotId = useSelection((state) => state.shotId);
  const select = useSelection((state) => state.select);
  const set = useBoardUi((ui) => ui.set);
  const all = scenes.flatMap(({ shots }) => shots);
  const at = Math.max(
    0,
    all.findIndex(({ id }) => id === shotId),
  );
  const view = all[at];
  const grid = (
    <Button size="sm" icon={LayoutGrid} onClick={() => set({ view: 'grid' })}>
      <Trans>All shots</Trans>
    </Button>
  );
  if (view === undefined)
    return (
      <EmptyState title={t`No shot to show`} actions={grid}>
        <Trans>There is no shot here, or none that fits the filter.</Trans>
      </EmptyState>
    );
  const go = (by: number) => {
    const next = all[at + by];
    if (next !== undefined) select(next.id, next.sceneId);
  };
  const count = all.length;
  const place = at + 1;
  return (
    <div className={styles.single} data-testid="single">
      <div className={styles.bar} role="toolbar" aria-label={t`One shot`}>
        {grid}
        <span className={styles.space} />
        <span className="mono">{t({ message: `${place} of ${count}`, comment: 'Which shot of how many' })}</span>
        <IconButton icon={ChevronLeft} label={t`Previous shot`} shortcut="←" disabled={at === 0} onClick={() => go(-1)} />
        <IconButton icon={ChevronRight} label={t`Next shot`} shortcut="→" disabled={at === count - 1} onClick={() => go(1)} />
      </div>
      <Opened key={view.id} view={view} state={stateOf(view)} actions={actions} />
    </div>
  );
}

function Opened({ view, state, actions }: { view: ShotView; state: ShotState; actions: BoardActions }) {
  const { t } = useLingui();
  const { writable } = useStudio();
  const { number } = view;
  const { lock } = view.shot;
  const set = useSelection((selection) => selection.set);
  const upload = useUploads(({ byShot }) => byShot[view.id]);
  const { over, target } = useCardDrop(view, actions, writable);
  return (
    <div className={styles.columns}>
      <article className={cx(styles.shot, board[state.kind], over === 'file' && board.takes)} data-state={state.kind} {...target}>
        <button
          type="button"
          className={cx(board.frame, styles.frame)}
          data-shot={view.id}
          aria-label={t`Play shot ${number}`}
          onClick={() => set({ preview: view.id })}
        >
          <FramePicture view={view} state={state} />
        </button>
        <div className={styles.head}>
          <b className="mono">{number}</b>
          <span className="ellipsis">{view.shot.title}</span>
          <span className={styles.space} />
          <span className={styles.menu}>
            <ShotMenu view={view} actions={actions} />
          </span>
        </div>
        {lock === null ? null : <LockLine lock={lock} />}
        {upload !== undefined && upload.state !== 'done' ? (
          <UploadLine shotId={view.id} upload={upload} />
        ) : (
          <ShotStateLine view={view} state={state} />
        )}
        <TakesSection view={view} />
      </article>
      <div className={styles.fields}>
        <ShotLines view={view} />
        <CameraFields view={view} />
        <CastFields view={view} />
        <PlaceFields view={view} />
      </div>
    </div>
  );
}
