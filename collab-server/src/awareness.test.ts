import { describe, expect, it } from 'vitest';
import { type AwarenessPeer, AwarenessStore } from './awareness.ts';
import { type AwarenessEntry, decodeFrame } from './sync/decode.ts';

class Peer implements AwarenessPeer {
  readonly heard: AwarenessEntry[][] = [];
  readonly actor;

  constructor(id: string) {
    this.actor = { kind: 'person' as const, id, name: id.toUpperCase(), color: '#00ffea' };
  }

  send(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (frame.type === 'awareness') this.heard.push(frame.entries);
  }

  get last(): AwarenessEntry[] {
    return this.heard.at(-1) ?? [];
  }
}

function room() {
  let now = 1000;
  const store = new AwarenessStore(() => now, 4096);
  const [a, b] = [new Peer('a'), new Peer('b')];
  const say = (peer: Peer, clientId: number, clock: number, state: unknown) =>
    store.receive(peer, [{ clientId, clock, json: JSON.stringify(state) }]);
  const flush = () => {
    now += 1;
    store.flush([a, b]);
  };
  return { store, a, b, say, flush };
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
    expect(JSON.parse(b.last[0]?.json ?? '')).toMatchObject({ at: 50 });
  });

  it('gives each connection one client id and drops states of others', () => {
    const { a, b, say, flush } = room();
    say(a, 1, 1, { at: 'a' });
    say(b, 1, 9, { at: 'stolen' });
    say(a, 2, 1, { at: 'second' });
    flush();
    expect(b.heard).toHaveLength(1);
    expect(b.last.map((entry) => entry.clientId)).toEqual([1]);
    expect(JSON.parse(b.last[0]?.json ?? '')).toMatchObject({ at: 'a' });
  });

  it('drops a clock that is not newer, and states beyond the limit', () => {
    const { a, b, say, flush } = room();
    say(a, 1, 5, { at: 'now' });
    flush();
    expect(say(a, 1, 5, { at: 'again' })).toBe(false);
    expect(say(a, 1, 4, { at: 'before' })).toBe(false);
    expect(say(a, 1, 6, { at: 'x'.repeat(5000) })).toBe(false);
    flush();
    expect(b.heard).toHaveLength(1);
  });

  it('does not take the echo of a stock client without a state for its own', () => {
    const { a, b, say, flush } = room();
    say(a, 1, 1, {});
    flush();
    const echoed = b.last[0];
    a.heard.length = 0;
    expect(say(b, 77, 3, JSON.parse(echoed?.json ?? ''))).toBe(false);
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
    store.receive(again, [{ clientId: 1, clock: 8, json: '{"at":1}' }]);
    flush();
    const back = b.last[0]?.clock ?? 0;
    expect(JSON.parse(b.last[0]?.json ?? '')).toMatchObject({ at: 1 });
    // Clients ignore a clock that is not above the last they saw.
    expect([shown < left, left < back]).toEqual([true, true]);
  });

  it('shows a newcomer everybody but itself', () => {
    const { store, a, b, say, flush } = room();
    say(a, 1, 1, { at: 'a' });
    say(b, 2, 1, { at: 'b' });
    flush();
    const frame = store.snapshotFor(b);
    expect(frame && decodeFrame(frame)).toMatchObject({ entries: [{ clientId: 1 }] });
    expect(store.snapshotFor(new Peer('c')) && 'both').toBe('both');
  });

  it.each(['"text"', '[1]', '7', '{broken'])('turns %s, which is no state, into one with nothing but the identity', (json) => {
    const { store, a, b, flush } = room();
    store.receive(a, [{ clientId: 1, clock: 1, json }]);
    flush();
    expect(Object.keys(JSON.parse(b.last[0]?.json ?? ''))).toEqual(['user']);
  });
});
