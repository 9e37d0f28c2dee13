import { element, type RawId, type RawStruct, rawUpdate } from './raw-update.ts';

const WRITERS = 40;
const FIRST = 1000;

/** Blocks by forty people, each behind the one of the person before: nobody's parts can be put in before everybody else's. */
export function writtenByMany(parts: number): Uint8Array {
  const blocks = Array.from({ length: WRITERS }, (_, i) => ({ client: FIRST + i, clock: 0, structs: [] as RawStruct[] }));
  for (let n = 0; n < parts; n++) {
    blocks[n % WRITERS]?.structs.push(element('action', n === 0 ? {} : { origin: lastOf(n) }));
  }
  return rawUpdate(blocks);
}

/** The last block of so many. */
export function lastOf(parts: number): RawId {
  return [FIRST + ((parts - 1) % WRITERS), Math.floor((parts - 1) / WRITERS)];
}
