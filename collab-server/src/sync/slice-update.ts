import { LIMITS } from '@trashfire/shared/realtime/limits';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { type StructSeen, StructWalk } from './struct-walk.ts';

/** A run of structs of one client inside the update's bytes. */
export interface Run {
  client: number;
  clock: number;
  count: number;
  from: number;
  to: number;
}

interface Block {
  client: number;
  runs: Run[];
  /** Clients of this very update it builds on. */
  needs: Set<number>;
}

export interface Slice {
  update: Uint8Array;
  parts: number;
}

export const NO_DELETIONS = Uint8Array.of(0);

/**
 * Cuts a V1 update into updates of about `tickParts` parts that may be applied one after the other, so that a script of 120
 * pages does not hold the loop while it comes in (R7). Cut is where a block or a record begins, so no reader ever sees half a
 * record. An update whose clients build on each other in turns stays whole.
 * @param parts what `weighUpdate` said of it. @returns null when it would stay whole and is more than `entangledParts`. @throws what lib0 throws at the end of the bytes.
 */
export function sliceUpdate(update: Uint8Array, parts: number): Slice[] | null {
  if (parts <= LIMITS.tickParts) return [{ update, parts }];
  const decoder = decoding.createDecoder(update);
  const cutter = new Cutter(decoder);
  cutter.skipStructs();
  const order = inOrder(cutter.blocks);
  if (order === null) return partsIn(cutter.blocks) > LIMITS.entangledParts ? null : [{ update, parts }];
  const slices: Slice[] = [];
  let [runs, count]: [Run[], number] = [[], 0];
  for (const run of order.flatMap((block) => block.runs)) {
    // One block a client: two would be taken for an update that names it twice.
    if (count > 0 && (count + run.count > LIMITS.tickParts || runs.some(({ client }) => client === run.client))) {
      slices.push({ update: writeRuns(update, runs, NO_DELETIONS), parts: count });
      [runs, count] = [[], 0];
    }
    runs.push(run);
    count += run.count;
  }
  slices.push({ update: writeRuns(update, runs, update.subarray(decoder.pos)), parts: count });
  return slices;
}

class Cutter extends StructWalk {
  readonly blocks: Block[] = [];
  private readonly firsts = new Map<number, number>();

  protected override onBlock(client: number, clock: number): void {
    this.firsts.set(client, clock);
    this.blocks.push({ client, runs: [this.run(client, clock)], needs: new Set() });
  }

  protected override onStruct(seen: StructSeen): void {
    const block = this.blocks.at(-1);
    const run = block?.runs.at(-1);
    if (block === undefined || run === undefined) return;
    const full = run.count >= LIMITS.tickParts / 2 && (seen.begins || run.count >= LIMITS.tickParts);
    const current = full ? this.run(block.client, seen.clock, seen.from) : run;
    if (full) block.runs.push(current);
    current.count++;
    current.to = this.decoder.pos;
    for (const client of seen.beside) if (client !== block.client) block.needs.add(client);
  }

  private run(client: number, clock: number, from = this.decoder.pos): Run {
    return { client, clock, count: 0, from, to: from };
  }
}

function partsIn(blocks: readonly Block[]): number {
  return blocks.flatMap(({ runs }) => runs).reduce((sum, { count }) => sum + count, 0);
}

/** Every block behind those it builds on; null when there is no such order. */
function inOrder(blocks: readonly Block[]): Block[] | null {
  const byClient = new Map(blocks.map((block) => [block.client, block]));
  const order = new Set<Block>();
  let waiting = [...blocks];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ needs }) =>
      [...needs].every((client) => {
        const needed = byClient.get(client);
        return needed === undefined || order.has(needed);
      }),
    );
    if (ready.length === 0) return null;
    for (const block of ready) order.add(block);
    waiting = waiting.filter((block) => !order.has(block));
  }
  return [...order];
}

/** An update of nothing but these runs of another. @param deletions as they are written behind the parts. */
export function writeRuns(update: Uint8Array, runs: readonly Run[], deletions: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, runs.length);
    for (const { client, clock, count, from, to } of runs) {
      for (const n of [count, client, clock]) encoding.writeVarUint(encoder, n);
      encoding.writeUint8Array(encoder, update.subarray(from, to));
    }
    encoding.writeUint8Array(encoder, deletions);
  });
}
