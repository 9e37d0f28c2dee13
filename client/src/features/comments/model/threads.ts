import type { Anchor, ThreadListView, ThreadView } from '@trashfire/shared/api/comments-contract';
import type { ScriptRange } from '@trashfire/shared/document/anchors/range';
import type { Clip } from '@trashfire/shared/document/schema';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';

export const FILTERS = ['open', 'resolved', 'mine', 'mentions'] as const;
export type ThreadFilter = (typeof FILTERS)[number];

/** Whether a thread is shown under a filter. Mine and mentions: open ones that a person wrote in, or is mentioned in. */
export function fits(thread: ThreadView, filter: ThreadFilter, me: string): boolean {
  if (filter === 'resolved') return thread.resolved !== null;
  if (thread.resolved !== null) return false;
  if (filter === 'mine') return thread.comments.some(({ author, deleted }) => author.id === me && !deleted);
  return filter === 'open' || thread.mentioned.some(({ id }) => id === me);
}

/** Whether somebody else wrote something in it that this person has not read. @param seen how many comments they have read. */
export function isUnread({ comments }: ThreadView, seen: number | undefined, me: string): boolean {
  return comments.slice(seen ?? 0).some(({ author, deleted }) => author.id !== me && !deleted);
}

/** Open threads with something new for a person. */
export function unreadCount({ threads, seen }: ThreadListView, me: string): number {
  return threads.filter((thread) => thread.resolved === null && isUnread(thread, seen[thread.id], me)).length;
}

/** A thread may come by answer and by event, and the older of two after the newer. */
export function withThread(list: ThreadListView, thread: ThreadView): ThreadListView {
  const known = list.threads.find(({ id }) => id === thread.id);
  if (known === undefined) return { ...list, threads: [...list.threads, thread] };
  if (known.version > thread.version) return list;
  return { ...list, threads: list.threads.map((other) => (other.id === thread.id ? thread : other)) };
}

export function withoutThread(list: ThreadListView, id: string): ThreadListView {
  return { ...list, threads: list.threads.filter((thread) => thread.id !== id) };
}

/** What was read stays read. */
export function withSeen(list: ThreadListView, id: string, count: number): ThreadListView {
  return { ...list, seen: { ...list.seen, [id]: Math.max(count, list.seen[id] ?? 0) } };
}

/** Where a thread is now. */
export interface ThreadPlace {
  /** Its order in the script, by block; the whole episode comes first, what is gone last. */
  readonly order: number;
  /** What it is about is no longer there. */
  readonly gone: boolean;
  readonly sceneId: string | null;
  readonly shotId: string | null;
  readonly range: ScriptRange | null;
}

const NOWHERE: ThreadPlace = { order: Number.POSITIVE_INFINITY, gone: true, sceneId: null, shotId: null, range: null };

interface Blocks {
  readonly id: string | null;
  readonly type: string;
}

/** Finds where each thread is. @param ranges of those about text that is still there, by thread. */
export function placesOf(
  threads: readonly Pick<ThreadView, 'id' | 'anchor'>[],
  ranges: ReadonlyMap<string, ScriptRange>,
  blocks: readonly Blocks[],
  model: Pick<EpisodeModel, 'shots' | 'scenes' | 'clipShots'>,
): Map<string, ThreadPlace> {
  const at = new Map(blocks.flatMap(({ id }, index) => (id === null ? [] : [[id, index] as const])));
  const scenes = new Map(model.scenes.map((scene) => [scene.id, scene]));
  const inScene = (sceneId: string, shotId: string | null): ThreadPlace => {
    if (!scenes.has(sceneId)) return NOWHERE;
    return { order: at.get(sceneId) ?? blocks.length, gone: false, sceneId, shotId, range: null };
  };
  const ofShot = (id: string): ThreadPlace => {
    const view = model.shots.get(id);
    return view === undefined ? NOWHERE : inScene(view.sceneId, id);
  };
  const placeOf = (id: string, anchor: Anchor): ThreadPlace => {
    if (anchor.kind === 'episode') return { ...NOWHERE, order: -1, gone: false };
    if (anchor.kind === 'scene') return inScene(anchor.id, null);
    if (anchor.kind === 'shot') return ofShot(anchor.id);
    if (anchor.kind === 'clip') return ofShot(model.clipShots.get(anchor.id) ?? '');
    const range = ranges.get(id);
    if (range === undefined) return NOWHERE;
    const { block, offset } = range.from;
    const heading = blocks.slice(0, block + 1).findLast(({ type, id: own }) => type === 'sceneHeading' && own !== null);
    // Within a block by the letter it begins at; no block has so many.
    return { order: block + Math.min(offset, 99_999) / 100_000, gone: false, sceneId: heading?.id ?? null, shotId: null, range };
  };
  return new Map(threads.map(({ id, anchor }) => [id, placeOf(id, anchor)]));
}

/** The open threads about a shot: a clip's are those of its shot, lifted out of the cut or not. */
export function threadsOfShot(
  threads: readonly ThreadView[],
  shotId: string,
  clips: readonly Pick<Clip, 'id' | 'shotId'>[],
): ThreadView[] {
  return threads.filter(({ anchor, resolved }) => {
    if (resolved !== null) return false;
    if (anchor.kind === 'clip') return clips.some(({ id, shotId: of }) => id === anchor.id && of === shotId);
    return anchor.kind === 'shot' && anchor.id === shotId;
  });
}

/** In the order of the script, the older first where two are at one place. */
export function inOrder(threads: readonly ThreadView[], places: ReadonlyMap<string, ThreadPlace>): ThreadView[] {
  const order = (id: string) => places.get(id)?.order ?? Number.POSITIVE_INFINITY;
  return [...threads].sort((a, b) => {
    const [first, second] = [order(a.id), order(b.id)];
    return first === second ? a.at.localeCompare(b.at) || a.id.localeCompare(b.id) : first < second ? -1 : 1;
  });
}

/** The thread after or before the one somebody is at, around the ends; null where there is none. */
export function stepThread(ids: readonly string[], current: string | null, by: 1 | -1): string | null {
  if (ids.length === 0) return null;
  const at = current === null ? -1 : ids.indexOf(current);
  if (at === -1) return ids.at(by === 1 ? 0 : -1) ?? null;
  return ids[(at + by + ids.length) % ids.length] ?? null;
}
