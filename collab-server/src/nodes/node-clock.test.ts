import { expect, it } from 'vitest';
import { LAST_CLOCK, NodeClock } from './node-clock.ts';

it('goes on while the wall clock stands still or goes back', () => {
  let now = 1000;
  const clock = new NodeClock(() => now);
  const first = [clock.next(), clock.next()];
  now = 10;
  expect([...first, clock.next()]).toEqual([1000, 1001, 1002]);
});

it('is never behind a node it heard, and keeps up with it between two messages', () => {
  const wall = { here: 1000, there: 61_000 };
  const [here, there] = [new NodeClock(() => wall.here), new NodeClock(() => wall.there)];
  here.heard(there.next());
  expect(here.next()).toBeGreaterThan(61_000);
  wall.here += 900;
  wall.there += 900;
  // A person who saw `there` 900 ms after the last message comes here: our clock has moved on as well.
  expect(here.next()).toBeGreaterThanOrEqual(there.next());
});

it('does not follow a clock that cannot be', () => {
  const clock = new NodeClock(() => 1000);
  clock.heard(LAST_CLOCK + 1);
  expect(clock.next()).toBe(1000);
});
