import { useLingui } from '@lingui/react/macro';
import type { RefKind } from '@trashfire/shared/api/ask-context';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { HoverCard } from '../../../ui/HoverCard.tsx';
import { Sketch } from '../../../ui/Sketch.tsx';
import { describeShot, type EpisodeModel, placeName, type ShotView } from '../../studio/model/episode-model.ts';
import { useCharacterNames, useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { useJump } from '../model/use-jump.ts';
import styles from './Citation.module.css';

interface CitationProps {
  kind: RefKind;
  id: string;
  /** As it was written. */
  label: string;
}

/** A scene, a shot or a line in running text: goes there, and shows its picture while it is pointed at. What is gone says so. */
export function Citation({ kind, id, label }: CitationProps) {
  const { t } = useLingui();
  const model = useEpisodeModel();
  const jump = useJump();
  const found = look(kind, id, model);
  if (found === null) {
    return (
      <s className={styles.gone} title={t`This is not in the episode any more.`}>
        {label}
        <span className="visually-hidden"> {t`(gone)`}</span>
      </s>
    );
  }
  // Numbers move with what people do; the thing that was meant stays.
  const moved = found.number !== null && !label.includes(found.number) ? ` → ${found.number}` : '';
  return (
    <HoverCard card={<Card shot={found.shot} words={found.words} />}>
      <button
        type="button"
        className={styles.chip}
        onClick={() => jump({ kind, id })}
        aria-label={`${label}${moved}, ${found.words}`}
      >
        {label}
        {moved}
      </button>
    </HoverCard>
  );
}

interface Found {
  /** Its number now; null for what has none. */
  readonly number: string | null;
  /** Whose picture is shown. */
  readonly shot: ShotView | null;
  readonly words: string;
}

function look(kind: RefKind, id: string, model: EpisodeModel): Found | null {
  if (kind === 'line') {
    const line = model.lines.get(id);
    return line === undefined ? null : { number: null, shot: null, words: line.text.slice(0, 120) };
  }
  if (kind === 'scene') {
    const scene = model.scenes.find((one) => one.id === id && one.placed);
    return scene === undefined ? null : { number: scene.number, shot: scene.shots[0] ?? null, words: placeName(scene.heading) };
  }
  const shot = kind === 'clip' ? [...model.shots.values()].find(({ clip }) => clip?.id === id) : model.shots.get(id);
  if (shot === undefined) return null;
  return { number: shot.number, shot, words: shot.shot.title || shot.shot.action.slice(0, 120) || shot.number };
}

function Card({ shot, words }: { shot: ShotView | null; words: string }) {
  return (
    <span className={styles.card}>
      {shot === null ? null : <Still view={shot} />}
      <span>{words}</span>
    </span>
  );
}

function Still({ view }: { view: ShotView }) {
  const names = useCharacterNames();
  const url = useAssetUrl(view.render?.poster ?? view.still?.asset ?? null);
  return (
    <span className={styles.still}>
      {url === null ? (
        <Sketch size={view.shot.size} cast={view.shot.cast.length} />
      ) : (
        <img src={url} alt={describeShot(view, names)} />
      )}
    </span>
  );
}
