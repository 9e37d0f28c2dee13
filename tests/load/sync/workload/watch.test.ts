import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { stateAfter, typing } from './typing.ts';
import { Watch } from './watch.ts';

const script = typing(1, 2, 6);
const [first, second] = script.writers.map((writer) => writer.updates);
const clients = script.writers.map((writer) => writer.client);

function watched(): { watch: Watch; hear: (update: Uint8Array) => void } {
  const watch = new Watch(clients);
  const hear = watch.observer(null);
  for (const client of clients) for (let n = 0; n < 6; n++) watch.send(client);
  return { watch, hear };
}

describe('Watch', () => {
  it('sees each edit of updates that a server merged', () => {
    const { watch, hear } = watched();
    watch.count();
    expect(watch.missing).toBe(12);
    hear(Y.mergeUpdates([...(first ?? []), ...(second ?? []).slice(0, 2)]));
    expect(watch.missing).toBe(4);
    expect(watch.latencies).toHaveLength(8);
    hear(Y.mergeUpdates((second ?? []).slice(2)));
    expect(watch.missing).toBe(0);
    expect(watch.latencies).toHaveLength(12);
  });

  it('counts no edit twice, and none before it is told to', () => {
    const { watch, hear } = watched();
    hear((first ?? [])[0] ?? new Uint8Array());
    watch.count();
    for (const update of first ?? []) hear(update);
    for (const update of first ?? []) hear(update);
    expect(watch.latencies).toHaveLength(5);
  });

  it('does not wait for an observer’s own edits', () => {
    const watch = new Watch(clients);
    watch.observer(clients[0] ?? null);
    watch.send(clients[0] ?? 0);
    expect(watch.missing).toBe(0);
    watch.send(clients[1] ?? 0);
    expect(watch.missing).toBe(1);
  });
});

describe('typing', () => {
  it('is one clock an edit, from 0, and the same for the same seed', () => {
    for (const [n, update] of (first ?? []).entries()) {
      expect(Y.parseUpdateMeta(update).from.get(clients[0] ?? 0)).toBe(n);
      expect(Y.parseUpdateMeta(update).to.get(clients[0] ?? 0)).toBe(n + 1);
    }
    expect(typing(1, 2, 6)).toEqual(script);
  });

  it('leaves nothing that waits for something else', () => {
    const doc = stateAfter(script.base, [...(second ?? []), ...(first ?? [])]);
    expect(doc.store.pendingStructs).toBeNull();
    expect(clients.map((client) => Y.getState(doc.store, client))).toEqual([6, 6]);
  });
});
