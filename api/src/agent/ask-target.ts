import type { AskContext, AskRef } from '@trashfire/shared/api/ask-context';
import { AGAIN, type NamedScene, type Target, type TargetParts, targetOf } from './target.ts';
import type { Reach } from './tools/tool.ts';

/** What stands in the episode and its bible, as far as an ask can point at it. */
export interface Pointable {
  readonly scenes: readonly NamedScene[];
  readonly shots: readonly { readonly id: string; readonly sceneId: string }[];
  readonly clips: readonly { readonly id: string; readonly shotId: string }[];
  /** The scene a block of the script stands in; null before the first heading, undefined for a block that is not there. */
  sceneOfLine(blockId: string): string | null | undefined;
  /** Ids of characters and places. */
  readonly records: ReadonlySet<string>;
}

export interface AskTarget {
  readonly target: Target;
  /** What was pointed at and is still there. */
  readonly refs: readonly AskRef[];
  /** What was pointed at and is not there any more. */
  readonly gone: readonly AskRef[];
  /** Nothing that was pointed at is left: whatever is done now would be something else than was asked. */
  readonly lost: boolean;
}

const WHOLE =
  /\b(?:(?:the|this|whole|entire) (?:script|screenplay|episode|story|board)|everything|(?:all|every) (?:of )?(?:the )?scenes?)\b/i;
const THESE = /\b(?:this|these|those|selected|only (?:the|this|these|those)) (?:\w+ )?(?:shots?|lines?|clips?|frames?)\b/i;

/**
 * What an ask is about, from its words and from what the asker pointed at. Words that name scenes or the whole win; else what was
 * pointed at holds. A scene that only was on the screen is what "this scene" means, and nothing more.
 * @param here the scene on the asker's screen, where the ask does not say.
 */
export function askTarget(task: string, context: AskContext, world: Pointable, here: string | null): AskTarget {
  const refs = context.refs.filter((ref) => isThere(ref, world));
  const gone = context.refs.filter((ref) => !refs.includes(ref));
  const onScreen = refs.find(({ kind, pinned }) => kind === 'scene' && !pinned)?.id ?? here;
  const named = targetOf(task, world.scenes, onScreen);
  const readOnly = context.mode === 'ask';
  const words = { ...named, parts: null, readOnly };
  const these = THESE.test(task);
  const byWords = !these && (named.sceneIds !== null || WHOLE.test(task));
  const pointing = context.refs.filter(isPointing);
  if (byWords || pointing.length === 0) return { target: words, refs, gone, lost: false };
  const parts = partsOf(refs.filter(isPointing), world);
  const sceneIds = world.scenes.map(({ id }) => id).filter((id) => scenesOf(parts, world).has(id));
  const target = { sceneIds, again: sceneIds.length > 0 && AGAIN.test(task), parts, readOnly };
  return { target, refs, gone, lost: gone.some(isPointing) && !refs.some(isPointing) };
}

/** A selected shot, clip or line was pointed at; a scene, a character or a place only when it was pinned. */
function isPointing({ kind, pinned }: AskRef): boolean {
  return pinned || kind === 'shot' || kind === 'clip' || kind === 'line';
}

function isThere({ kind, id }: AskRef, world: Pointable): boolean {
  if (kind === 'scene') return world.scenes.some((scene) => scene.id === id);
  if (kind === 'shot') return world.shots.some((shot) => shot.id === id);
  if (kind === 'clip') return world.clips.some((clip) => clip.id === id);
  if (kind === 'line') return world.sceneOfLine(id) !== undefined;
  return world.records.has(id);
}

function partsOf(refs: readonly AskRef[], world: Pointable): TargetParts {
  const ids = (...kinds: AskRef['kind'][]) => refs.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);
  const clips = new Set(ids('clip'));
  const ofClips = world.clips.filter(({ id }) => clips.has(id)).map(({ shotId }) => shotId);
  return {
    scenes: ids('scene'),
    shots: [...new Set([...ids('shot'), ...ofClips])],
    lines: ids('line'),
    records: ids('character', 'place'),
  };
}

function scenesOf({ scenes, shots, lines }: TargetParts, world: Pointable): Set<string> {
  const ofShots = world.shots.filter(({ id }) => shots.includes(id)).map(({ sceneId }) => sceneId);
  return new Set([...scenes, ...ofShots, ...lines.flatMap((id) => world.sceneOfLine(id) ?? [])]);
}

/** Why an edit is not what was asked for, or null when it is. */
export type Beyond = 'read-only' | 'bible' | 'elsewhere';

/** The rule every edit passes, whatever a model wants (faults 38). */
export function beyondTarget(reach: Reach, { sceneIds, parts, readOnly }: Target): Beyond | null {
  if (reach.scenes.length === 0 && reach.bible === 'nothing') return null;
  if (readOnly) return 'read-only';
  if (sceneIds === null) return null;
  if (reach.bible === 'change') {
    return parts !== null && only(reach.records, parts.records) ? null : 'bible';
  }
  if (parts === null) return reach.scenes.every((id) => sceneIds.includes(id)) ? null : 'elsewhere';
  const whole = (ids: readonly string[]) => ids.every((id) => parts.scenes.includes(id));
  if (whole(reach.scenes)) return null;
  return only(reach.shots, parts.shots) || only(reach.lines, parts.lines) ? null : 'elsewhere';
}

/** Whether an edit names what it alters, and alters nothing but what is allowed. */
function only(ids: readonly string[] | undefined, allowed: readonly string[]): boolean {
  return ids !== undefined && ids.length > 0 && ids.every((id) => allowed.includes(id));
}
