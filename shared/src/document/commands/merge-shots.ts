import type * as Y from 'yjs';
import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { say } from '../../errors/say.ts';
import { clipsInCut, removeShotAndClips, shotsOfScene } from '../board.ts';
import { Clip, RecordId, Shot } from '../schema.ts';
import { refuseLockedShot } from '../shot-lock.ts';
import { refuseLockedCut } from '../track-lock.ts';
import { patchRecord, readRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

const LONGEST_CLIP = Clip.shape.duration.maxValue ?? Number.POSITIVE_INFINITY;

/**
 * Makes one shot of two that follow one another on the board. The first stays, with its picture; it takes the lines, the
 * action, the notes and the cast of the second, and the length of its clip (SPEC B2).
 * @returns false when the second is gone already (a retried step).
 * @throws AppError `not-found` when the first is gone, `conflict` when the second no longer follows it, one of them or the
 * cut is locked, or one shot cannot hold both.
 */
export const mergeShots = defineCommand({
  name: 'merge-shots',
  document: 'episode',
  title: 'Makes one shot of a shot and the next one of its scene: lines and action joined, durations added.',
  args: z.strictObject({ id: RecordId, next: RecordId }),
  run(doc, { id, next }): boolean {
    const [first, second] = [readRecord(doc, 'shots', id), readRecord(doc, 'shots', next)];
    if (first === null) throw new AppError('not-found', 'That shot is no longer there. Somebody may have removed it.');
    if (second === null) return false;
    const siblings = shotsOfScene(doc, first.sceneId).map((shot) => shot.id);
    if (siblings[siblings.indexOf(id) + 1] !== next)
      throw new AppError('conflict', 'Those two shots no longer follow one another. Look at the board again and repeat.');
    for (const shot of [id, next]) refuseLockedShot(doc, shot);
    const joined = joinedFields(first, second);
    mergeClips(doc, id, next);
    patchRecord(doc, 'shots', id, joined);
    removeShotAndClips(doc, next);
    return true;
  },
});

/** Checked as the schema has it, before the first write. */
function joinedFields(first: Shot, second: Shot): Pick<Shot, 'title' | 'lines' | 'action' | 'notes' | 'cast'> {
  const known = new Set(first.cast.map(({ characterId }) => characterId));
  const cast = [...first.cast, ...second.cast.filter(({ characterId }) => !known.has(characterId))];
  const joined = {
    title: first.title === '' ? second.title : first.title,
    lines: [...new Set([...first.lines, ...second.lines])],
    action: joinedText(first.action, second.action),
    notes: joinedText(first.notes, second.notes),
    cast,
  };
  const fits = Shot.pick({ title: true, lines: true, action: true, notes: true, cast: true }).safeParse(joined);
  if (fits.success) return fits.data;
  const what = { lines: say`lines`, cast: say`people`, action: say`action`, notes: say`notes`, title: say`title` };
  const field = fits.error.issues[0]?.path[0];
  const word = typeof field === 'string' && field in what ? what[field as keyof typeof what] : say`text`;
  throw new AppError('conflict', `The two shots together have more ${word} than one shot can hold. Leave them apart.`);
}

/** A split copies text to both halves; put together again it is there once. */
function joinedText(first: string, second: string): string {
  if (second === '' || first === second) return first;
  return first === '' ? second : `${first}\n${second}`;
}

/** The first shot's clip gets the length of both; where only the second is in the cut, its clip becomes the first's. */
function mergeClips(doc: Y.Doc, id: string, next: string): void {
  const cut = clipsInCut(doc);
  const [own, other] = [id, next].map((shot) => cut.find(({ shotId }) => shotId === shot));
  if (other === undefined) return;
  refuseLockedCut(doc);
  if (own === undefined) patchRecord(doc, 'clips', other.id, { shotId: id });
  else if (own.duration + other.duration > LONGEST_CLIP)
    throw new AppError('conflict', 'The two shots together are longer than one clip can be. Leave them apart.');
  else patchRecord(doc, 'clips', own.id, { duration: own.duration + other.duration });
}
