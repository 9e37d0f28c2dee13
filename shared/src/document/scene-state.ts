import * as Y from 'yjs';
import { AppError } from '../errors/app-error.ts';
import { blockTypeOf } from './editor-schema.ts';
import { type Block, sceneRange } from './moves/scene-range.ts';
import type { Scene, SceneLock } from './schema.ts';
import type { SceneStage } from './vocabulary.ts';
import { collectionMap, readRecord, readRecords, scriptFragment } from './ydoc.ts';

/** How far a scene is; where nobody said, as the program before said it (SPEC S1). */
export function sceneStage({ stage, status }: Pick<Scene, 'stage' | 'status'>): SceneStage {
  return stage ?? (status === 'approved' ? 'approved' : 'draft');
}

/** A scene nobody said anything of. */
export function blankScene(id: string): Scene {
  const said = { synopsis: '', status: 'draft', locationId: null, timeOfDay: null, weather: null } as const;
  return { id, v: 1, ...said, assignee: null, stage: null, lock: null };
}

/**
 * Refuses an edit of the text of a scene that somebody locked, also their own (SPEC S2). Commands ask before their first write.
 * @throws AppError `conflict`, saying who locked it, why, and what to do.
 */
export function refuseLockedScene(doc: Y.Doc, sceneId: string): void {
  const lock = readRecord(doc, 'scenes', sceneId)?.lock ?? null;
  if (lock !== null) throw refusal(lock);
}

/** Refuses an edit of a block of a locked scene. @throws as {@link refuseLockedScene}. */
export function refuseLockedBlock(doc: Y.Doc, blockId: string): void {
  const lock = lockedBlocks(doc).get(blockId);
  if (lock !== undefined) throw refusal(lock);
}

/**
 * Refuses what would leave other blocks in a locked scene than it has: an insertion, a removal or a move in it, or one beside it
 * that makes it longer or shorter.
 * @param then the blocks as they would stand, those that stay the same objects as in `now`. @throws as {@link refuseLockedScene}.
 */
export function refuseOtherBlocks(doc: Y.Doc, now: readonly Block[], then: readonly Block[]): void {
  if (!hasLocks(doc)) return;
  for (const { id, lock } of readRecords(doc, 'scenes')) {
    const was = lock === null ? null : sceneBlocks(now, id);
    if (lock === null || was === null) continue;
    const is = sceneBlocks(then, id);
    if (is?.length !== was.length || is.some((block, at) => block !== was[at])) throw refusal(lock);
  }
}

function sceneBlocks<B extends Block>(blocks: readonly B[], sceneId: string): readonly B[] | null {
  const range = sceneRange(blocks, sceneId);
  return range === null ? null : blocks.slice(range.from, range.to);
}

/** Ids of all blocks of locked scenes, with the lock. Empty at once where nothing is locked. */
export function lockedBlocks(doc: Y.Doc): ReadonlyMap<string, SceneLock> {
  const locked = new Map<string, SceneLock>();
  if (!hasLocks(doc)) return locked;
  const blocks = blocksOf(doc);
  for (const { id: sceneId, lock } of readRecords(doc, 'scenes')) {
    if (lock === null) continue;
    for (const { id } of sceneBlocks(blocks, sceneId) ?? []) if (id !== null) locked.set(id, lock);
  }
  return locked;
}

function hasLocks(doc: Y.Doc): boolean {
  return [...collectionMap(doc, 'scenes').values()].some((scene) => scene instanceof Y.Map && scene.get('lock'));
}

function blocksOf(doc: Y.Doc) {
  return scriptFragment(doc)
    .toArray()
    .map((child) => {
      const id: unknown = child instanceof Y.XmlElement ? child.getAttribute('id') : null;
      const type = child instanceof Y.XmlElement ? blockTypeOf(child.nodeName) : null;
      return { id: typeof id === 'string' ? id : null, type };
    });
}

function refusal({ name, reason }: SceneLock): AppError {
  const why = reason === '' ? '' : ` (“${reason}”)`;
  return new AppError('conflict', `${name} locked this scene${why}, so its text stays as it is. Unlock it first.`);
}
