import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Download, Maximize, Plus, Printer, Sparkle, Table, ZoomIn, ZoomOut } from 'lucide-react';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useUi } from '../../../app/ui-store.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Chip } from '../../../ui/Chip.tsx';
import { cx } from '../../../ui/cx.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { clock } from '../../../ui/timecode.ts';
import { PHONE, useMedia } from '../../../ui/use-media.ts';
import { useDraft } from '../../chat/model/use-kept-chat.ts';
import { useDrawingUi } from '../../drawing/model/drawing-store.ts';
import { type EpisodeModel, type SceneView, shotsInOrder } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { type ShotStateKind, STATE_LABEL } from '../../studio/model/shot-state.ts';
import { useNote } from '../../studio/model/status-note.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { useShotStates } from '../../studio/model/use-plan.ts';
import { boardKeyText } from '../model/board-keys.ts';
import { useBoardUi } from '../model/board-ui.ts';
import { useBoardActions } from '../model/use-board-actions.ts';
import { useBoardKeys } from '../model/use-board-keys.ts';
import { useBoardPaste } from '../model/use-board-paste.ts';
import { useShotList } from '../model/use-shot-list.ts';
import { useTouchReorder } from '../model/use-touch-reorder.ts';
import { BoardScene } from './BoardScene.tsx';
import { BulkBar } from './BulkBar.tsx';
import { CarriedCard } from './CarriedCard.tsx';
import { LockDialog } from './LockDialog.tsx';
import { ShotBar } from './ShotBar.tsx';
import { SingleShot } from './SingleShot.tsx';
import styles from './Storyboard.module.css';

// Few people draw, and the table with its ink is needed by them alone.
const DrawDialog = lazy(() => import('../../drawing/components/DrawDialog.tsx'));

const FILTERS = ['stale', 'failed', 'rendering', 'sketch'] as const satisfies readonly ShotStateKind[];
const WIDTHS = [180, 220, 270, 340, 440] as const;

/** Every shot of the episode, scene by scene. */
export function StoryboardRoom() {
  const { t, i18n } = useLingui();
  const { writable } = useStudio();
  const model = useEpisodeModel();
  const stateOf = useShotStates();
  const [filter, setFilter] = useState<ShotStateKind | null>(null);
  const actions = useBoardActions(model);
  const board = useRef<HTMLDivElement>(null);
  const shots = shotsInOrder(model);
  const boardView = useBoardUi((ui) => ui.view);
  const setBoard = useBoardUi((ui) => ui.set);
  const single = boardView === 'single' && shots.length > 0;
  const shown = filter === null ? model.scenes : filtered(model.scenes, (shot) => stateOf(shot).kind === filter);
  useBoardKeys({ board, scenes: shown, model, actions, writable });
  useBoardPaste(model, writable);
  useTouchReorder(board, model, actions, writable && !single);
  const phone = useMedia(PHONE);
  const drawing = useDrawingUi((ui) => ui.shotId !== null);
  const selected = useSelection((state) => state.shotId);
  const view = selected === null ? undefined : model.shots.get(selected);
  const length = clock(model.timeline.frames / 24);
  const number = view?.number;
  const count = shots.length;
  const note = view ? t`Shot ${number} of ${count}` : t`${plural(count, { one: '# shot', other: '# shots' })}`;
  useNote(`${note} · ${length}`);
  const counts = useMemo(() => Map.groupBy([...model.shots.values()], (shot) => stateOf(shot).kind), [model, stateOf]);
  return (
    <div className={styles.room}>
      <div className={styles.toolbar} role="toolbar" aria-label={t({ message: 'Board', comment: 'The storyboard, as a noun' })}>
        <Chip selected={filter === null} onClick={() => setFilter(null)}>
          <Trans>All</Trans> {count}
        </Chip>
        {FILTERS.filter((kind) => counts.has(kind) || kind === filter).map((kind) => (
          <Chip key={kind} selected={filter === kind} onClick={() => setFilter(filter === kind ? null : kind)}>
            {i18n._(STATE_LABEL[kind])} {counts.get(kind)?.length ?? 0}
          </Chip>
        ))}
        <span className={styles.toolSpace} />
        {single ? null : (
          <>
            <IconButton
              icon={Maximize}
              label={t`One shot with its fields`}
              shortcut={boardKeyText('single')}
              disabled={count === 0}
              onClick={() => setBoard({ view: 'single' })}
            />
            <FrameSize />
          </>
        )}
        <BoardMenu model={model} />
      </div>
      {writable ? <BulkBar model={model} actions={actions} /> : null}
      <LockDialog model={model} />
      {drawing ? (
        <Suspense>
          <DrawDialog model={model} />
        </Suspense>
      ) : null}
      <div ref={board} className={cx(styles.board, single && styles.one)} data-testid="board">
        {single ? (
          <SingleShot scenes={shown} stateOf={stateOf} actions={actions} />
        ) : (
          shown.map((scene) => <BoardScene key={scene.id} scene={scene} stateOf={stateOf} actions={actions} />)
        )}
        {model.scenes.length === 0 ? <NoScenes /> : null}
        {model.scenes.length > 0 && shots.length === 0 ? (
          <NoShots first={model.scenes[0]} onAdd={(id) => actions.add(id, null)} />
        ) : null}
      </div>
      <CarriedCard model={model} />
      {phone && view !== undefined && !single ? <ShotBar view={view} actions={actions} /> : null}
    </div>
  );
}

function filtered(scenes: readonly SceneView[], keep: (shot: SceneView['shots'][number]) => boolean): SceneView[] {
  return scenes.map((scene) => ({ ...scene, shots: scene.shots.filter(keep) })).filter((scene) => scene.shots.length > 0);
}

/** The ways the board leaves the studio. */
function BoardMenu({ model }: { model: EpisodeModel }) {
  const { t } = useLingui();
  const { episode } = useStudio();
  const navigate = useNavigate();
  const saveShotList = useShotList(model);
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={Download} label={t`Export or print`} />}
      items={[
        { label: t`Shot list`, icon: Table, hint: '.csv', disabled: model.shots.size === 0, onSelect: saveShotList },
        null,
        { label: t`Print or PDF`, icon: Printer, onSelect: () => void navigate(`/episodes/${episode.id}/print-boards`) },
      ]}
    />
  );
}

/** Density against frame size. */
function FrameSize() {
  const { t } = useLingui();
  const width = useUi((ui) => ui.frameWidth);
  const set = useUi((ui) => ui.set);
  const at = Math.max(
    0,
    WIDTHS.findIndex((candidate) => candidate >= width),
  );
  const step = (by: number) => set({ frameWidth: WIDTHS[at + by] ?? width });
  return (
    <span className={styles.zoom}>
      <IconButton icon={ZoomOut} label={t`Smaller frames`} disabled={at === 0} onClick={() => step(-1)} />
      <IconButton icon={ZoomIn} label={t`Larger frames`} disabled={at === WIDTHS.length - 1} onClick={() => step(1)} />
    </span>
  );
}

function NoScenes() {
  const { t } = useLingui();
  return (
    <EmptyState title={t`No scenes to board yet`}>
      <Trans>
        A scene begins in the script, with a line such as INT. KITCHEN - DAY. Write one, or drop a Fountain file there; its board
        appears here by itself.
      </Trans>
    </EmptyState>
  );
}

function NoShots({ first, onAdd }: { first: SceneView | undefined; onAdd: (sceneId: string) => void }) {
  const { t } = useLingui();
  const setText = useDraft();
  const togglePanel = useUi((ui) => ui.togglePanel);
  return (
    <EmptyState
      title={t`Nothing is boarded yet`}
      sketch="portrait"
      actions={
        <>
          <Button
            variant="generate"
            icon={Sparkle}
            price={t`free`}
            onClick={() => {
              // Not translated: without a language model Ember knows these words in English only.
              setText('Break the script down into shots.');
              togglePanel('chat', true);
            }}
          >
            <Trans>Ask Ember to board it</Trans>
          </Button>
          {first ? (
            <Button icon={Plus} onClick={() => onAdd(first.id)}>
              <Trans>Add a blank shot</Trans>
            </Button>
          ) : null}
        </>
      }
    >
      <Trans>
        Ember reads the script and proposes shots for every scene: size, angle, move, the lines they carry and how long they last.
      </Trans>
    </EmptyState>
  );
}
