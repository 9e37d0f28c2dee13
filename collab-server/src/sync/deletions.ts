import * as decoding from 'lib0/decoding';
import { skipStructs } from './update-weight.ts';

/** Deleted clocks by client: `[from, to)`, ascending, apart from each other. */
export type Deletions = ReadonlyMap<number, readonly (readonly [from: number, to: number])[]>;

/** What some V1 updates delete, read without making anything of their content. @throws what lib0 throws at the end of the bytes. */
export function deletionsOf(updates: readonly Uint8Array[]): Deletions {
  const ranges = new Map<number, [number, number][]>();
  for (const update of updates) readDeletions(update, ranges);
  for (const [client, list] of ranges) ranges.set(client, joined(list));
  return ranges;
}

/** Whether `all` has every clock of `some`. */
export function coversDeletions(all: Deletions, some: Deletions): boolean {
  for (const [client, ranges] of some) {
    const known = all.get(client) ?? [];
    let at = 0;
    for (const [from, to] of ranges) {
      while ((known[at]?.[1] ?? Number.POSITIVE_INFINITY) < to) at++;
      if (!((known[at]?.[0] ?? Number.POSITIVE_INFINITY) <= from)) return false;
    }
  }
  return true;
}

function readDeletions(update: Uint8Array, into: Map<number, [number, number][]>): void {
  const decoder = decoding.createDecoder(update);
  skipStructs(decoder);
  for (let clients = decoding.readVarUint(decoder); clients > 0; clients--) {
    const client = decoding.readVarUint(decoder);
    const list = into.get(client) ?? [];
    into.set(client, list);
    for (let count = decoding.readVarUint(decoder); count > 0; count--) {
      const from = decoding.readVarUint(decoder);
      list.push([from, from + decoding.readVarUint(decoder)]);
    }
  }
}

function joined(list: [number, number][]): [number, number][] {
  const out: [number, number][] = [];
  for (const [from, to] of list.sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}
