import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { type RefObject, useEffect, useState } from 'react';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { useScript } from '../../../collab/script-store.ts';
import { cx } from '../../../ui/cx.ts';
import { Progress } from '../../../ui/Progress.tsx';
import { Sketch } from '../../../ui/Sketch.tsx';
import { clock } from '../../../ui/timecode.ts';
import { describeShot, type ShotView, shotsInOrder, shownPicture } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import type { ShotState } from '../../studio/model/shot-state.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCharacterNames, useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { useShotStates } from '../../studio/model/use-plan.ts';
import { actionAnchors } from '../model/action-anchors.ts';
import { type MarginPlace, type MarginWish, placeInMargin } from '../model/margin-layout.ts';
import styles from './Script.module.css';

/** Height a thumbnail takes with its gap, px. */
const SLOT = 54;

/** Every shot beside the lines it carries, joined to them by a bracket, with its state. */
export function ShotMargin({ paper, current }: { paper: RefObject<HTMLElement | null>; current: string | null }) {
  const { t } = useLingui();
  const model = useEpisodeModel();
  const { episodeDoc } = useStudio();
  const blocks = useScript(episodeDoc.doc);
  const stateOf = useShotStates();
  const [places, setPlaces] = useState<readonly MarginPlace[]>([]);
  useEffect(() => {
    const element = paper.current;
    if (element === null) return;
    let frame = 0;
    const measure = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() =>
        setPlaces(placeInMargin(wishesOf(element, shotsInOrder(model), actionAnchors(blocks, shotsInOrder(model))), SLOT)),
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const script = element.querySelector('.screenplay');
    if (script) observer.observe(script);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  }, [paper, model, blocks]);
  return (
    <ol className={styles.margin} aria-label={t`Shots beside their lines`}>
      {places.map((place) => {
        const view = model.shots.get(place.id);
        return view ? (
          <MarginShot key={place.id} view={view} place={place} state={stateOf(view)} current={place.id === current} />
        ) : null;
      })}
    </ol>
  );
}

/** Extent of what each shot shows on the paper: its lines, else the action it was boarded from; failing both, under the shot before or at the heading. */
function wishesOf(paper: HTMLElement, shots: readonly ShotView[], anchors: ReadonlyMap<string, string>): MarginWish[] {
  const origin = paper.getBoundingClientRect().top;
  const extent = (id: string) => {
    const box = paper.querySelector(`.screenplay > [data-id="${CSS.escape(id)}"]`)?.getBoundingClientRect();
    return box === undefined ? null : { top: box.top - origin, bottom: box.bottom - origin };
  };
  let last: { scene: string; bottom: number } | null = null;
  const wishes: MarginWish[] = [];
  for (const { id, shot } of shots) {
    const anchor = anchors.get(id);
    const boxes = [...shot.lines, ...(anchor !== undefined && shot.lines.length === 0 ? [anchor] : [])]
      .map(extent)
      .filter((box) => box !== null);
    const heading = boxes.length === 0 ? extent(shot.sceneId) : null;
    if (boxes.length === 0 && heading === null) continue;
    const top = boxes[0]?.top ?? (last?.scene === shot.sceneId ? last.bottom : (heading?.top ?? 0));
    const bottom = Math.max(boxes.at(-1)?.bottom ?? top + 20, top + 20);
    wishes.push({ id, top, bottom });
    last = { scene: shot.sceneId, bottom };
  }
  return wishes;
}

interface MarginShotProps {
  view: ShotView;
  place: MarginPlace;
  state: ShotState;
  current: boolean;
}

function MarginShot({ view, place, state, current }: MarginShotProps) {
  const { t } = useLingui();
  const names = useCharacterNames();
  const set = useSelection((selection) => selection.set);
  const url = useAssetUrl(shownPicture(view));
  return (
    <li
      className={cx(styles.marginShot, styles[state.kind], current && styles.currentShot)}
      style={{ top: place.at }}
      data-testid={`margin-shot-${view.number}`}
      data-state={state.kind}
    >
      <span className={styles.bracket} style={{ height: place.bracket }} />
      {view.clip !== null && view.clip.start > 0 ? (
        <span className={styles.runningTime} style={{ top: place.top - place.at }} title={t`Running time`}>
          {clock(view.clip.start / EDIT_RATE)}
        </span>
      ) : null}
      <button
        type="button"
        className={styles.thumb}
        onClick={() => set({ preview: view.id })}
        aria-label={t`Play shot ${{ number: view.number }}`}
      >
        {url ? (
          <img src={url} alt={describeShot(view, names)} loading="lazy" />
        ) : (
          <Sketch size={view.shot.size} cast={view.shot.cast.length} />
        )}
        {state.kind === 'rendering' ? (
          <Progress onFrame percent={state.percent} label={t`Rendering ${{ number: view.number }}`} />
        ) : null}
      </button>
      <span className={styles.marginWords}>
        <b className="mono">{view.number}</b>
        <span className={styles.marginTitle}>{view.shot.title}</span>
        <MarginState state={state} lines={view.shot.lines.length} />
      </span>
    </li>
  );
}

function MarginState({ state, lines }: { state: ShotState; lines: number }) {
  if (state.kind === 'rendering') {
    const percent = state.percent === null ? null : Math.round(state.percent);
    return <span>{percent === null ? <Trans>Rendering</Trans> : <Trans>Rendering {percent}%</Trans>}</span>;
  }
  if (state.kind === 'stale') return <span className={styles.staleText}>{state.reason}</span>;
  if (state.kind === 'failed')
    return (
      <span className={styles.failText}>
        <Trans>Failed</Trans>
      </span>
    );
  if (state.kind === 'queued')
    return (
      <span>
        <Trans>Queued</Trans>
      </span>
    );
  return lines > 1 ? (
    <span>
      <Plural value={lines} one="Spans # line" other="Spans # lines" />
    </span>
  ) : null;
}
