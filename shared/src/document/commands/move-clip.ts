import type * as Y from 'yjs';
import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { applyPlacement, clipsInCut } from '../board.ts';
import { placeAt } from '../order.ts';
import { RecordId } from '../schema.ts';
import { refuseLockedClip } from '../shot-lock.ts';
import type { CutClip } from '../timeline.ts';
import { refuseLockedCut } from '../track-lock.ts';
import { patchRecord } from '../ydoc.ts';
import { defineCommand } from './command.ts';

/**
 * Moves a clip in the cut and leaves the board as it is. `before` null, or a clip that is gone, means at the end.
 * @throws AppError `not-found` when the clip is gone, `conflict` when the track or the clip's shot is locked.
 */
export const moveClip = defineCommand({
  name: 'move-clip',
  document: 'episode',
  title: 'Moves a clip in front of another clip, or to the end of the cut.',
  args: z.strictObject({ id: RecordId, before: RecordId.nullable() }),
  run(doc, { id, before }): void {
    refuseLockedCut(doc);
    refuseLockedClip(doc, id);
    const moved = moveClipTo(doc, id, (others) => {
      const index = others.findIndex((clip) => clip.id === before);
      return index === -1 ? others.length : index;
    });
    if (!moved) throw new AppError('not-found', 'That clip is no longer in the cut. Somebody may have removed it.');
  },
});

/**
 * @param indexOf the wanted place, given the other clips in order.
 * @returns false when the clip is not in the cut. Writes nothing when it already stands there, so a retry changes nothing.
 */
export function moveClipTo(doc: Y.Doc, id: string, indexOf: (others: readonly CutClip[]) => number): boolean {
  const clips = clipsInCut(doc);
  const own = clips.findIndex((clip) => clip.id === id);
  if (own === -1) return false;
  const others = clips.filter((clip) => clip.id !== id);
  const index = indexOf(others);
  if (index !== own) patchRecord(doc, 'clips', id, { order: applyPlacement(doc, 'clips', placeAt(others, index)) });
  return true;
}
