import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { type StructSeen, StructWalk } from './struct-walk.ts';

/** So many parts are walked over to find one between two marks; a mark takes 16 bytes. */
const EVERY = 16;

/** What one client added, as it lies in the update. */
interface Block {
  client: number;
  /** Clock behind the last part. */
  end: number;
  /** Parts. */
  count: number;
  /** Clock and place in the bytes of every {@link EVERY}th part, the first included. */
  clocks: number[];
  places: number[];
  /** Where the bytes of the last part end. */
  to: number;
}

/**
 * Where things are in a V1 update, read in one walk: what somebody lacks of it is then cut out, for the price of its bytes. Yjs'
 * own `diffUpdate` takes apart and writes again the whole of it for each who asks, 15 ms for a script of 120 pages (R7).
 */
export class UpdateIndex {
  private readonly update: Uint8Array;
  private readonly blocks: readonly Block[];
  private readonly deletionsAt: number;

  /** @throws what lib0 throws at the end of the bytes. */
  constructor(update: Uint8Array) {
    const decoder = decoding.createDecoder(update);
    const marker = new Marker(decoder);
    marker.skipStructs();
    this.update = update;
    this.blocks = marker.blocks;
    this.deletionsAt = decoder.pos;
  }

  /** Clock of each client behind what the update adds. */
  ends(): Map<number, number> {
    return new Map(this.blocks.map(({ client, end }) => [client, end]));
  }

  /**
   * What somebody who has `state` lacks of the update, with all its deletions. It may begin inside a part, which is sent whole:
   * whoever has the beginning of it takes the rest.
   * @param state clock by client.
   */
  difference(state: ReadonlyMap<number, number>): Uint8Array {
    const { update } = this;
    const lacking = this.blocks.filter(({ client, count, end }) => count > 0 && end > (state.get(client) ?? 0));
    return encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, lacking.length);
      for (const block of lacking) {
        const { clock, skipped, from } = this.begin(block, state.get(block.client) ?? 0);
        for (const n of [block.count - skipped, block.client, clock]) encoding.writeVarUint(encoder, n);
        encoding.writeUint8Array(encoder, update.subarray(from, block.to));
      }
      encoding.writeUint8Array(encoder, update.subarray(this.deletionsAt));
    });
  }

  /** Where the part with a clock begins, or the first one. @returns its clock, how many are before it and its place. */
  private begin({ clocks, places }: Block, wanted: number): Start {
    let [low, high] = [0, clocks.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((clocks[middle] ?? 0) <= wanted) low = middle;
      else high = middle - 1;
    }
    const decoder = decoding.createDecoder(this.update);
    decoder.pos = places[low] ?? 0;
    return new Seeker(decoder).seek(wanted, { clock: clocks[low] ?? 0, skipped: low * EVERY, from: decoder.pos });
  }
}

interface Start {
  clock: number;
  skipped: number;
  from: number;
}

class Marker extends StructWalk {
  readonly blocks: Block[] = [];

  protected override onBlock(client: number, clock: number): void {
    this.blocks.push({ client, end: clock, count: 0, clocks: [], places: [], to: this.decoder.pos });
  }

  protected override onStruct({ clock, length, from }: StructSeen): void {
    const block = this.blocks.at(-1);
    if (block === undefined) return;
    if (block.count % EVERY === 0) {
      block.clocks.push(clock);
      block.places.push(from);
    }
    block.count++;
    block.end = clock + length;
    block.to = this.decoder.pos;
  }
}

class Seeker extends StructWalk {
  /** @param wanted a clock before the end of the block. @param start of a part at or before it. */
  seek(wanted: number, start: Start): Start {
    let { clock, skipped, from } = start;
    for (;;) {
      const length = this.skipStruct();
      if (clock + length > wanted) return { clock, skipped, from };
      clock += length;
      skipped++;
      from = this.decoder.pos;
    }
  }
}
