import type * as Y from 'yjs';
import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { putClips, removeShotAndClips, shotsOfScene } from '../board.ts';
import { placeAt } from '../order.ts';
import { RecordId } from '../schema.ts';
import { refuseLockedShot } from '../shot-lock.ts';
import { refuseLockedCut } from '../track-lock.ts';
import { patchRecord, putRecord, readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';
import { NewClip, NewShot, newShotRecord } from './shot-args.ts';

const Args = z.strictObject({
  sceneId: RecordId,
  /** In board order. */
  shots: z.array(NewShot.omit({ sceneId: true })).max(200),
  clips: z.array(NewClip).max(200),
});
type Args = z.infer<typeof Args>;

/**
 * Boards a scene: its shots become the ones named. Shots of the scene that are not named go, with their clips; a shot
 * that exists keeps its place and whatever people changed on it (so a retried step clobbers nothing); new ones stand
 * behind the shot named before them, and their clips go into the cut where the story has them.
 * @returns how many shots were added and removed.
 * @throws AppError `bad-input` for a clip of a shot that is not named, `conflict` for a shot that belongs to another scene, or when the track or a shot that would go is locked.
 */
export const boardScene = defineCommand({
  name: 'board-scene',
  document: 'episode',
  title: 'Boards a scene: sets its shots in order and puts them into the cut with their durations.',
  args: Args,
  run(doc, args): { added: number; removed: number } {
    check(doc, args);
    const named = new Set(args.shots.map((shot) => shot.id));
    const gone = shotsOfScene(doc, args.sceneId).filter((shot) => !named.has(shot.id));
    if (args.clips.length + gone.length > 0) refuseLockedCut(doc);
    for (const shot of gone) refuseLockedShot(doc, shot.id);
    for (const shot of gone) removeShotAndClips(doc, shot.id);
    const added = addShots(doc, args);
    const places = new Map(args.shots.map((shot, index) => [shot.id, index]));
    const placeOf = (clip: NewClip) => places.get(clip.shotId) ?? 0;
    putClips(
      doc,
      args.clips.toSorted((a, b) => placeOf(a) - placeOf(b)),
    );
    return { added, removed: gone.length };
  },
});

/** New shots that follow one another are placed in one go, so that a scene boarded for the first time gets short, even keys. */
function addShots(doc: Y.Doc, { sceneId, shots }: Args): number {
  const siblings: { id: string; order: string }[] = shotsOfScene(doc, sceneId);
  const standing = new Set(siblings.map((shot) => shot.id));
  let added = 0;
  for (let i = 0; i < shots.length; ) {
    const run: Args['shots'] = [];
    for (let shot = shots[i]; shot !== undefined && !standing.has(shot.id); shot = shots[i + run.length]) run.push(shot);
    const index = siblings.findIndex((sibling) => sibling.id === shots[i - 1]?.id) + 1;
    const { keys, moved } = placeAt(siblings, index, run.length);
    for (const { id, order } of moved) {
      patchRecord(doc, 'shots', id, { order });
      const sibling = siblings.find((other) => other.id === id);
      if (sibling !== undefined) sibling.order = order;
    }
    const placed = run.map((shot, n) => newShotRecord({ ...shot, sceneId }, keys[n] ?? 'a0'));
    for (const shot of placed) putRecord(doc, 'shots', shot);
    siblings.splice(index, 0, ...placed);
    added += run.length;
    i += Math.max(run.length, 1);
  }
  return added;
}

/** Everything that could be refused is refused before the first write, because a transaction cannot be taken back. */
function check(doc: Y.Doc, { sceneId, shots, clips }: Args): void {
  const named = new Set(shots.map((shot) => shot.id));
  if (named.size !== shots.length) throw new AppError('bad-input', 'board-scene: two shots have the same id.');
  const stray = clips.find((clip) => !named.has(clip.shotId));
  if (stray !== undefined) throw new AppError('bad-input', `board-scene: clip ${stray.id} is of a shot that is not named.`);
  for (const id of named) {
    const existing = readRecord(doc, 'shots', id);
    if (existing !== null && existing.sceneId !== sceneId) {
      throw new AppError('conflict', `board-scene: shot ${id} belongs to another scene.`);
    }
  }
}
