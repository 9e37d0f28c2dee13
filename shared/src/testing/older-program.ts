import * as Y from 'yjs';
import type { Shot } from '../document/schema.ts';
import { collectionMap } from '../document/ydoc.ts';

/** A shot as the program before shots of version 2 knew it: it may not override the weather and shows no prop of its own. */
export type ShotV1 = Omit<Shot, 'v' | 'weather' | 'prop'>;

/**
 * The released program whose newest shots were of version 1, as far as tests of late edits need it: it writes the fields that
 * differ, knows no others, and sees no shot of a version above its own.
 */
export const olderProgram = {
  /** @returns false when it sees no such shot. */
  patchShot(doc: Y.Doc, id: string, patch: Partial<ShotV1>): boolean {
    const shot = collectionMap(doc, 'shots').get(id);
    if (shot === undefined || shot.get('v') !== 1) return false;
    writeDifferences(shot, patch);
    return true;
  },

  /** Writes a whole shot, over one it does not see as well. */
  putShot(doc: Y.Doc, shot: ShotV1): void {
    const shots = collectionMap(doc, 'shots');
    let map = shots.get(shot.id);
    if (map === undefined) {
      map = new Y.Map<unknown>();
      shots.set(shot.id, map);
    }
    writeDifferences(map, { ...shot, v: 1 });
  },
};

function writeDifferences(map: Y.Map<unknown>, fields: object): void {
  for (const [key, value] of Object.entries(fields)) {
    if (JSON.stringify(map.get(key)) !== JSON.stringify(value)) map.set(key, value);
  }
}
