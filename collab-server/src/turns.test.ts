import { afterEach, expect, it, vi } from 'vitest';
import { TURN_MS, Turns } from './turns.ts';

afterEach(() => void vi.restoreAllMocks());

/** A clock that moves when the test says so, and what was done in each turn of the loop. */
function world() {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const turns = new Turns();
  const done: string[][] = [];
  let turn: string[] = [];
  const work = (name: string, ms: number, then?: () => void) => () => {
    now += ms;
    turn.push(name);
    then?.();
  };
  const oneTurn = async () => {
    turn = [];
    await new Promise((resolve) => setImmediate(resolve));
    done.push(turn);
  };
  return { turns, work, oneTurn, done };
}

it('does what is asked for in the same turn of the loop, in order', async () => {
  const { turns, work, oneTurn, done } = world();
  for (const name of ['a', 'b', 'c']) turns.soon(work(name, 1));
  await oneTurn();
  expect(done).toEqual([['a', 'b', 'c']]);
});

it('R7: leaves to the next turn what there is no time for, and comes to everybody', async () => {
  const { turns, work, oneTurn, done } = world();
  for (const name of ['a', 'b', 'c', 'd']) turns.soon(work(name, TURN_MS * 0.6));
  turns.soon(work('long', TURN_MS * 4));
  turns.soon(work('last', 1));
  for (let n = 0; n < 4; n++) await oneTurn();
  expect(done).toEqual([['a', 'b'], ['c', 'd'], ['long'], ['last']]);
});

it('R7: whoever asks again stands behind those who wait', async () => {
  const { turns, work, oneTurn, done } = world();
  const busy = work('busy', TURN_MS, () => turns.soon(busy));
  turns.soon(busy);
  turns.soon(work('other', TURN_MS));
  for (let n = 0; n < 3; n++) await oneTurn();
  expect(done).toEqual([['busy'], ['other'], ['busy']]);
});

it('tells each how long it has', async () => {
  const { turns, work, oneTurn } = world();
  const told: number[] = [];
  turns.soon(work('a', 10));
  turns.soon((until) => told.push(until - performance.now()));
  await oneTurn();
  expect(told).toEqual([TURN_MS - 10]);
});
