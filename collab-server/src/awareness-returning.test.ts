import { expect, it } from 'vitest';
import { type AwarenessPeer, AwarenessStore } from './awareness.ts';
import { NodeClock } from './nodes/node-clock.ts';

const person = (id: string): AwarenessPeer => ({
  actor: { kind: 'person', id, name: id, color: '#00ffea' },
  sendPresence: () => undefined,
});
const json = (state: unknown) => new TextEncoder().encode(JSON.stringify(state));

it('takes in a client that comes back with a clock it was given when it was told that it had left', () => {
  let now = 1000;
  const store = new AwarenessStore({ clock: new NodeClock(() => now++), node: 'here', changed: () => undefined });
  const first = person('a');
  store.receive(first, [{ clientId: 1, clock: 1, json: json({ user: { name: 'a' } }) }]);
  store.flush([person('b')]);
  store.leave(first);
  store.flush([person('b')]);
  // Newcomers are told who left lately, each time under a newer clock; Yjs makes that the client's own, and one more.
  const heard = now + 1;
  for (let i = 0; i < 5; i++) store.snapshotFor(person('c'));
  const back = person('a');
  store.receive(back, [{ clientId: 1, clock: heard, json: json({ user: { name: 'a' } }) }]);
  expect([...store.held()].map((state) => state.clientId)).toEqual([1]);
});

it('does not take what a window of the same person repeats for that window’s own', () => {
  const store = new AwarenessStore({ clock: new NodeClock(() => 1000), node: 'here', changed: () => undefined });
  const one = person('a');
  store.receive(one, [{ clientId: 1, clock: 1, json: json({ user: { name: 'a' } }) }]);
  store.flush([person('b')]);
  const other = person('a');
  store.receive(other, [{ clientId: 1, clock: 1001, json: json({ user: { name: 'a', id: 'a', kind: 'person' } }) }]);
  expect(store.leave(other)).toBe(false);
});
