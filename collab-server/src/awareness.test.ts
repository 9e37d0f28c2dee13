import { LIMITS } from '@trashfire/shared/realtime/limits';
import { describe, expect, it } from 'vitest';
import { type AwarenessPeer, AwarenessStore } from './awareness.ts';
import { NodeClock } from './nodes/node-clock.ts';
import { decodeFrame } from './sync/decode.ts';
import type { Sendable } from './sync/outgoing.ts';

interface Entry {
  clientId: number;
  clock: number;
  json: string;
}

const bytes = (json: string) => new TextEncoder().encode(json);
const text = (json: Uint8Array) => new TextDecoder().decode(json);

class Peer implements AwarenessPeer {
  readonly heard: Entry[][] = [];
  readonly actor;

  constructor(id: string) {
    this.actor = { kind: 'person' as const, id, name: id.toUpperCase(), color: '#00ffea' };
  }

  sendPresence({ messages }: Sendable): void {
    const { type, ...rest } = decodeFrame(messages[0] ?? new Uint8Array());
    if (type === 'awareness' && 'entries' in rest)
      this.heard.push(rest.entries.map((entry) => ({ ...entry, json: text(entry.json) })));
  }

  get last(): Entry[] {
    return this.heard.at(-1) ?? [];
  }

  /** The last it heard of a client id, as an object; null when that has left, undefined when it never heard of it. */
  seen(clientId: number): unknown {
    const entry = this.heard.flat().findLast((one) => one.clientId === clientId);
    return entry && JSON.parse(entry.json);
  }
}

function room() {
  let now = 1000;
  const told: number[] = [];
  const store = new AwarenessStore({ clock: new NodeClock(() => now), node: 'here', changed: (id) => told.push(id) });
  const [a, b] = [new Peer('a'), new Peer('b')];
  const say = (peer: Peer, clientId: number, clock: number, state: unknown) =>
    store.receive(peer, [{ clientId, clock, json: bytes(JSON.stringify(state)) }]);
  const flush = (peers: readonly Peer[] = [a, b]) => {
    now += 1;
    return store.flush(peers);
  };
  return { store, a, b, say, flush, told };
}

describe('AwarenessStore', () => {
  it('sets the identity of every state from the ticket', () => {
    const { a, b, say, flush } = room();
    say(a, 1, 1, { user: { id: 'a', name: 'somebody else', color: '#ffffff' }, cursor: 5 });
    flush();
    expect(JSON.parse(b.last[0]?.json ?? '')).toEqual({
      cursor: 5,
      user: { kind: 'person', id: 'a', name: 'A', color: '#00ffea' },
    });
    expect(a.heard).toEqual([]);
  });

  it('sends the last of many states, once', () => {
    const { a, b, say, flush } = room();
    for (let clock = 1; clock <= 50; clock++) say(a, 1, clock, { at: clock });
    flush();
    expect(b.heard).toHaveLength(1);
    expect(b.seen(1)).toMatchObject({ at: 50 });
  });

  it('gives each connection one client id and drops states of others', () => {
    const { a, b, say, flush } = room();
    say(a, 1, 1, { at: 'a' });
    say(b, 1, 9, { at: 'stolen' });
    say(a, 2, 1, { at: 'second' });
    flush();
    expect(b.heard).toHaveLength(1);
    expect(b.last.map((entry) => entry.clientId)).toEqual([1]);
    expect(b.seen(1)).toMatchObject({ at: 'a' });
  });

  it('drops a clock that is not newer, and states beyond the limit or that are no text', () => {
    const { store, a, b, say, flush } = room();
    say(a, 1, 5, { at: 'now' });
    flush();
    expect(say(a, 1, 5, { at: 'again' })).toBe(false);
    expect(say(a, 1, 4, { at: 'before' })).toBe(false);
    // In bytes: a character may take three.
    expect(say(a, 1, 6, { at: '字'.repeat(LIMITS.awarenessBytes / 3) })).toBe(false);
    expect(store.receive(a, [{ clientId: 1, clock: 6, json: Uint8Array.of(0x22, 0xff, 0x22) }])).toBe(false);
    flush();
    expect(b.heard).toHaveLength(1);
  });

  it('does not take the echo of a stock client without a state for its own', () => {
    const { a, b, say, flush } = room();
    say(a, 1, 1, {});
    flush();
    const echoed = b.last[0];
    expect(say(b, 77, 3, JSON.parse(echoed?.json ?? ''))).toBe(false);
  });

  it('does not take the echo of the same person for a move, while that state is here and after it left', () => {
    const { store, a, say, flush } = room();
    const headless = new Peer('a');
    say(a, 1, 1, { at: 1 });
    flush([a, headless]);
    const first = headless.last[0];
    flush([a, headless]);
    const echo = () => say(headless, 1, first?.clock ?? 0, JSON.parse(first?.json ?? ''));
    expect(echo()).toBe(false);
    store.leave(a);
    flush([headless]);
    expect(echo()).toBe(false);
  });

  it('says that somebody left, and shows them again at once when they are back with the clock they had', () => {
    const { store, a, b, say, flush } = room();
    say(a, 1, 8, { at: 1 });
    flush();
    const shown = b.last[0]?.clock ?? 0;
    store.leave(a);
    flush();
    expect(b.last).toMatchObject([{ clientId: 1, json: 'null' }]);
    const left = b.last[0]?.clock ?? 0;
    const again = new Peer('a');
    say(again, 1, 8, { at: 1 });
    flush([again, b]);
    const back = b.last[0]?.clock ?? 0;
    expect(b.seen(1)).toMatchObject({ at: 1 });
    // Clients ignore a clock that is not above the last they saw.
    expect([shown < left, left < back]).toEqual([true, true]);
  });

  it('follows a person to a new connection while the old one has not ended, and not back when it ends', () => {
    const { store, a, b, say, flush } = room();
    say(a, 1, 8, { at: 'old' });
    flush();
    const again = new Peer('a');
    say(again, 1, 9, { at: 'new' });
    flush([again, b]);
    expect(b.seen(1)).toMatchObject({ at: 'new' });
    expect(store.leave(a)).toBe(false);
    flush([again, b]);
    expect(b.seen(1)).toMatchObject({ at: 'new' });
    // Somebody else may not.
    const thief = new Peer('c');
    say(thief, 1, 99, { at: 'stolen' });
    flush([again, b, thief]);
    expect(b.seen(1)).toMatchObject({ at: 'new' });
  });

  it('shows a newcomer everybody but itself, though its last connection is still there', () => {
    const { store, a, b, say, flush } = room();
    say(a, 1, 1, { at: 'a' });
    say(b, 2, 1, { at: 'b' });
    flush();
    const show = (peer: Peer) => {
      const frame = store.snapshotFor(peer);
      if (frame !== null) peer.sendPresence(frame);
      return peer.last.map((entry) => entry.clientId);
    };
    expect(show(b)).toEqual([1]);
    expect(show(new Peer('c'))).toEqual([1, 2]);
    const again = new Peer('a');
    expect(show(again)).toEqual([2]);
    // Once its client id is known, other windows of the same person are told apart from itself.
    say(again, 7, 1, { at: 'other window' });
    expect(again.last.map((entry) => entry.clientId)).toEqual([1]);
  });

  it('gives a newcomer newer clocks than it can have seen before', () => {
    const { store, a, b, say, flush } = room();
    say(a, 1, 1, { at: 'a' });
    flush();
    const shown = b.last[0]?.clock ?? 0;
    const frame = store.snapshotFor(b);
    if (frame !== null) b.sendPresence(frame);
    expect(b.last[0]?.clock).toBeGreaterThan(shown);
  });

  it.each(['"text"', '[1]', '7', '{broken'])('turns %s, which is no state, into one with nothing but the identity', (json) => {
    const { store, a, b, flush } = room();
    store.receive(a, [{ clientId: 1, clock: 1, json: bytes(json) }]);
    flush();
    expect(Object.keys(JSON.parse(b.last[0]?.json ?? ''))).toEqual(['user']);
  });
});

describe('AwarenessStore between nodes', () => {
  const state = (clientId: number, since: number, clock: number, value: unknown) => ({
    clientId,
    since,
    clock,
    json: value === null ? null : bytes(JSON.stringify(value)),
  });
  const A = { kind: 'person', id: 'a' };

  it('shows the clients of another node, and drops what is not newer', () => {
    const { store, b, flush } = room();
    expect(store.receiveFrom('there', [state(1, 10, 12, { at: 2 })])).toBe(true);
    flush();
    expect(store.receiveFrom('there', [state(1, 10, 12, { at: 2 })])).toBe(false);
    expect(store.receiveFrom('there', [state(1, 10, 11, { at: 1 })])).toBe(false);
    flush();
    expect(b.seen(1)).toEqual({ at: 2 });
  });

  it('does not bring back who left, however late their last state comes', () => {
    const { store, b, flush } = room();
    store.receiveFrom('there', [state(1, 10, 11, { at: 1 })]);
    store.receiveFrom('there', [state(1, 10, 13, null)]);
    expect(store.receiveFrom('there', [state(1, 10, 12, { at: 2 })])).toBe(true);
    flush();
    expect(store.receiveFrom('there', [state(1, 10, 12, { at: 2 })])).toBe(false);
    flush();
    expect(b.seen(1)).toBeNull();
  });

  it('keeps a person who came here from another node when that one says goodbye for them', () => {
    const { store, a, b, say, flush, told } = room();
    store.receiveFrom('there', [state(1, 10, 12, { user: A, at: 'there' })]);
    flush();
    say(a, 1, 5, { at: 'here' });
    flush();
    expect(b.seen(1)).toMatchObject({ at: 'here' });
    expect(store.receiveFrom('there', [state(1, 10, 5000, null)])).toBe(false);
    expect(store.forgetNode('there')).toBe(false);
    flush();
    expect(b.seen(1)).toMatchObject({ at: 'here' });
    expect(told).toEqual([1]);
    expect(store.ours(1)).toMatchObject({ clientId: 1 });
  });

  it('lets go of a person who went to another node, and does not remove them when the old connection ends', () => {
    const { store, a, b, say, flush, told } = room();
    say(a, 1, 5, { at: 'here' });
    flush();
    store.receiveFrom('there', [state(1, 9_000_000, 9_000_000, { user: A, at: 'there' })]);
    flush();
    expect(b.seen(1)).toMatchObject({ at: 'there' });
    told.length = 0;
    expect(store.leave(a)).toBe(false);
    flush();
    expect(b.seen(1)).toMatchObject({ at: 'there' });
    expect([told, store.ours(1)]).toEqual([[], null]);
  });

  it('never tells a connection its own id, though another node has taken it', () => {
    const { store, a, say, flush } = room();
    say(a, 1, 5, { at: 'here' });
    flush();
    store.receiveFrom('there', [state(1, 9_000_000, 9_000_000, { user: A, at: 'there' })]);
    flush();
    expect(a.seen(1)).toBeUndefined();
    // And it takes its place back when it moves on.
    say(a, 1, 6, { at: 'still here' });
    expect(text(store.ours(1)?.json ?? bytes(''))).toContain('still here');
  });

  // Seed 55 of node-link.test.ts: the person came here while the bus was away, from a node whose clock was ahead.
  it('keeps a person who is connected here when a goodbye of a node whose clock was ahead comes, and is newer from then on', () => {
    const { store, a, b, say, flush, told } = room();
    say(a, 1, 5, { at: 'here' });
    flush();
    told.length = 0;
    expect(store.receiveFrom('there', [state(1, 9000, 9500, null)])).toBe(false);
    flush();
    expect(b.seen(1)).toMatchObject({ at: 'here' });
    expect(told).toEqual([1]);
    expect(store.ours(1)?.since).toBeGreaterThan(9500);
  });

  it('tells the holder of a client that its last goodbye is taken for newer here', () => {
    const { store, told } = room();
    store.receiveFrom('ahead', [state(1, 9000, 9500, { at: 1 }), state(1, 9000, 9600, null)]);
    const hold = { clientId: 1, since: 100, clock: 200 };
    expect(store.compareWith('there', [hold], 300)).toBe(false);
    expect(told).toEqual([1]);
    // Of its own goodbye it need not be told.
    expect(store.compareWith('ahead', [hold], 300)).toBe(false);
    expect(told).toEqual([1]);
  });

  it('removes everybody of a node that ended, and takes them again when it is back', () => {
    const { store, b, flush } = room();
    store.receiveFrom('there', [state(1, 10, 11, { at: 1 }), state(2, 10, 11, { at: 1 })]);
    store.receiveFrom('third', [state(3, 10, 11, { at: 1 })]);
    flush();
    expect(store.forgetNode('there')).toBe(true);
    flush();
    expect([b.seen(1), b.seen(2), b.seen(3)]).toEqual([null, null, { at: 1 }]);
    store.receiveFrom('there', [state(1, 10, 11, { at: 1 })]);
    flush();
    expect(b.seen(1)).toEqual({ at: 1 });
  });

  it('finds out what was lost by comparing ids', () => {
    const { store, b, flush } = room();
    store.receiveFrom('there', [state(1, 10, 11, { at: 1 }), state(2, 10, 90, { at: 1 })]);
    flush();
    const hold = (clientId: number, clock: number) => ({ clientId, since: 10, clock });
    // 1 is gone; 2 came after that list was made.
    expect(store.compareWith('there', [], 50)).toBe(false);
    flush();
    expect([b.seen(1), b.seen(2)]).toEqual([null, { at: 1 }]);
    expect(store.compareWith('there', [hold(2, 90)], 100)).toBe(false);
    expect(store.compareWith('there', [hold(2, 91)], 100)).toBe(true);
    expect(store.compareWith('there', [hold(2, 90), hold(3, 1)], 100)).toBe(true);
  });

  it('keeps no more of other nodes than the limit', () => {
    const { store, b, flush } = room();
    const many = Array.from({ length: LIMITS.remoteStates + 5 }, (_, i) => state(i + 1, 10, 11, { at: 1 }));
    store.receiveFrom('there', many);
    expect(flush()).toBe(LIMITS.remoteStates);
    // A state that is known may still change, and one that left makes room.
    store.receiveFrom('there', [state(1, 10, 12, { at: 2 }), state(2, 10, 12, null), state(2000, 10, 11, { at: 1 })]);
    flush();
    expect([b.seen(1), b.seen(2), b.seen(2000), b.seen(LIMITS.remoteStates + 1)]).toEqual([
      { at: 2 },
      null,
      { at: 1 },
      undefined,
    ]);
  });
});
