import type { BusMessage } from '@trashfire/shared/realtime/bus-messages';
import { seededRandom } from '@trashfire/shared/testing/random';
import { describe, expect, it } from 'vitest';
import { MemoryNetwork, type MemoryNetworkOptions } from './memory-bus.ts';

function world(seed: number, options: MemoryNetworkOptions = {}) {
  const network = new MemoryNetwork(seededRandom(seed), options);
  const [bus, other] = [network.bus(), network.bus()];
  const heard: number[] = [];
  let reconnects = 0;
  other.subscribe({
    onMessage: (message) => message.kind === 'update' && heard.push(message.seq),
    onNodeMessage: () => undefined,
    onReconnect: () => {
      reconnects++;
    },
  });
  const say = (from: number, to: number) => {
    for (let seq = from; seq <= to; seq++) bus.publish([{ kind: 'update', document: 'd', seq, node: 'a' } satisfies BusMessage]);
  };
  return { network, other, heard, say, reconnects: () => reconnects };
}

describe('MemoryNetwork', () => {
  it('delivers nothing until it is cranked, then in order', () => {
    const { network, heard, say } = world(1);
    say(1, 3);
    expect(heard).toEqual([]);
    network.settle();
    expect([heard, network.pending]).toEqual([[1, 2, 3], 0]);
  });

  it('loses, doubles and reorders by its random alone: one seed, one run', () => {
    const run = (seed: number) => {
      const { network, heard, say } = world(seed, { faults: { lose: 0.2, duplicate: 0.3, reorder: 0.5 } });
      say(1, 200);
      network.settle();
      return heard;
    };
    const heard = run(7);
    expect(run(7)).toEqual(heard);
    expect(run(8)).not.toEqual(heard);
    expect(new Set(heard).size).toBeLessThan(200);
    expect(heard.length).toBeGreaterThan(new Set(heard).size);
    expect(heard).not.toEqual(heard.toSorted((a, b) => a - b));
  });

  it('loses what is on its way to a bus that goes down, and tells that it is back', () => {
    const { network, other, heard, say, reconnects } = world(1);
    network.settle();
    say(1, 1);
    network.setDown(true, other);
    say(2, 2);
    network.setDown(false, other);
    say(3, 3);
    network.settle();
    expect([heard, reconnects()]).toEqual([[3], 2]);
  });
});
