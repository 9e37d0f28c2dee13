import * as Y from 'yjs';
import type { Shot } from '../document/schema.ts';
import { collectionMap } from '../document/ydoc.ts';

/** What shots of version 3 brought: notes, a lens, a picture of somebody's own and a lock. */
type New3 = 'notes' | 'lens' | 'ownPicture' | 'lock';
/** A shot as the program before shots of version 3 knew it. */
export type ShotV2 = Omit<Shot, 'v' | New3>;
/** A shot as the program before shots of version 2 knew it: it may not override the weather and shows no prop of its own. */
export type ShotV1 = Omit<ShotV2, 'weather' | 'prop'>;

/** What a program of that time holds of a shot. */
export function asShotV2({ v: _v, notes: _notes, lens: _lens, ownPicture: _picture, lock: _lock, ...shot }: Shot): ShotV2 {
  return shot;
}
export function asShotV1(shot: Shot): ShotV1 {
  const { weather: _weather, prop: _prop, ...older } = asShotV2(shot);
  return older;
}

/**
 * A released program as far as tests of late edits need it: it writes the fields that differ, knows no others, and sees no shot
 * of a version above its own.
 */
interface OlderProgram<S> {
  /** @returns false when it sees no such shot. */
  patchShot(doc: Y.Doc, id: string, patch: Partial<S>): boolean;
  /** Writes a whole shot, over one it does not see as well. */
  putShot(doc: Y.Doc, shot: S): void;
}

/** The program whose newest shots were of version 1. */
export const olderProgram = programOf<ShotV1>(1, () => ({}));
/** The program whose newest shots were of version 2; what it writes to one of version 1 it migrates. */
export const programBefore3 = programOf<ShotV2>(2, (shot) => ({
  weather: shot.get('weather') ?? null,
  prop: shot.get('prop') ?? null,
}));

function programOf<S extends { readonly id: string }>(
  version: number,
  migrated: (shot: Y.Map<unknown>) => object,
): OlderProgram<S> {
  return {
    patchShot(doc, id, patch) {
      const shot = collectionMap(doc, 'shots').get(id);
      const v = shot?.get('v');
      if (shot === undefined || typeof v !== 'number' || v > version) return false;
      writeDifferences(shot, { ...migrated(shot), ...patch, v: version });
      return true;
    },
    putShot(doc, shot) {
      const shots = collectionMap(doc, 'shots');
      let map = shots.get(shot.id);
      if (map === undefined) {
        map = new Y.Map<unknown>();
        shots.set(shot.id, map);
      }
      writeDifferences(map, { ...shot, v: version });
    },
  };
}

function writeDifferences(map: Y.Map<unknown>, fields: object): void {
  for (const [key, value] of Object.entries(fields)) {
    if (JSON.stringify(map.get(key)) !== JSON.stringify(value)) map.set(key, value);
  }
}
