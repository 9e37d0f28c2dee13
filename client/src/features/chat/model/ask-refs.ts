import { t } from '@lingui/core/macro';
import { type AskRef, MOST_REFS, refLabel } from '@trashfire/shared/api/ask-context';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import { placeName } from '../../studio/model/episode-model.ts';
import type { StudioRoom } from '../../studio/model/room.ts';

/** Entries of the bible that can be pointed at. */
export interface BibleEntry {
  readonly kind: 'character' | 'place';
  readonly id: string;
  readonly name: string;
}

/** What is chosen in this window. */
export interface OnScreen {
  readonly room: StudioRoom | null;
  readonly shotId: string | null;
  /** Shots chosen together. */
  readonly picked: readonly string[];
  readonly sceneId: string | null;
  /** Blocks of the script that are selected. */
  readonly lines: readonly string[];
}

export function refKey({ kind, id }: Pick<AskRef, 'kind' | 'id'>): string {
  return `${kind}:${id}`;
}

/** More selected lines than this are a scene. */
const MOST_LINES = 8;

/** What the window shows, most exact first: selected lines, else the shot or clip, else the scene. */
export function screenRefs({ room, shotId, picked, sceneId, lines }: OnScreen, model: EpisodeModel): AskRef[] {
  const there = lines.filter((id) => model.lines.has(id));
  if (there.length > 0 && there.length <= MOST_LINES) return there.flatMap((id) => refTo('line', id, model) ?? []);
  if (room === 'storyboard' && picked.length > 1) return picked.flatMap((id) => refTo('shot', id, model) ?? []);
  const shot = shotId === null ? undefined : model.shots.get(shotId);
  // In the script the shot follows from the line of the caret: nobody chose it.
  if (shot !== undefined && room === 'timeline' && shot.clip !== null) return [refTo('clip', shot.clip.id, model) ?? []].flat();
  if (shot !== undefined && room !== 'script') return [refTo('shot', shot.id, model) ?? []].flat();
  return sceneId === null ? [] : [refTo('scene', sceneId, model) ?? []].flat();
}

/** A reference as it is called now; null when it is gone. */
export function refTo(kind: AskRef['kind'], id: string, model: EpisodeModel, bible: readonly BibleEntry[] = []): AskRef | null {
  const label = labelOf(kind, id, model, bible);
  return label === null ? null : { kind, id, label, pinned: false };
}

function labelOf(kind: AskRef['kind'], id: string, model: EpisodeModel, bible: readonly BibleEntry[]): string | null {
  if (kind === 'scene') {
    const scene = model.scenes.find((one) => one.id === id && one.placed);
    return scene === undefined ? null : t`Scene ${{ number: scene.number }}`;
  }
  if (kind === 'shot') {
    const shot = model.shots.get(id);
    return shot === undefined ? null : t`Shot ${{ number: shot.number }}`;
  }
  if (kind === 'clip') {
    const shot = [...model.shots.values()].find(({ clip }) => clip?.id === id);
    return shot === undefined ? null : t`Clip ${{ number: shot.number }}`;
  }
  if (kind === 'line') {
    const block = model.lines.get(id);
    return block === undefined ? null : (refLabel(`“${block.text}”`) ?? null);
  }
  const entry = bible.find((one) => one.id === id && one.kind === kind);
  return entry === undefined ? null : refLabel(entry.name);
}

/** A chip over the box. */
export interface RefChip extends AskRef {
  /** Somebody deleted it since. */
  readonly gone: boolean;
}

interface ShownRefs {
  readonly pinned: readonly AskRef[];
  readonly screen: readonly AskRef[];
  /** Keys of what is on the screen and was taken away by hand. */
  readonly left: ReadonlySet<string>;
}

/** The chips: what was pinned, then what is on the screen and not taken away; each as it is called now. */
export function refChips({ pinned, screen, left }: ShownRefs, model: EpisodeModel, bible: readonly BibleEntry[]): RefChip[] {
  const known = new Set(pinned.map(refKey));
  const fresh = screen.filter((ref) => !known.has(refKey(ref)) && !left.has(refKey(ref)));
  return [...pinned, ...fresh].slice(0, MOST_REFS).map((ref) => {
    const now = refTo(ref.kind, ref.id, model, bible);
    return { ...ref, label: now?.label ?? ref.label, gone: now === null };
  });
}

/** Everything that can be pointed at, for the list under `#`. */
export function everyRef(model: EpisodeModel, bible: readonly BibleEntry[]): { ref: AskRef; detail: string }[] {
  const scenes = model.scenes
    .filter(({ placed }) => placed)
    .flatMap((scene) => {
      const ref = refTo('scene', scene.id, model);
      return ref === null ? [] : [{ ref, detail: placeName(scene.heading) }];
    });
  const shots = model.scenes.flatMap((scene) =>
    scene.shots.flatMap((view) => {
      const ref = refTo('shot', view.id, model);
      return ref === null ? [] : [{ ref, detail: view.shot.title || placeName(scene.heading) }];
    }),
  );
  const entries = bible.flatMap(({ kind, id, name }) => {
    const label = refLabel(name);
    const detail = kind === 'character' ? t`Character` : t`Place`;
    return label === null ? [] : [{ ref: { kind, id, label, pinned: false }, detail }];
  });
  return [...scenes, ...shots, ...entries];
}
