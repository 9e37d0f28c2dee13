import { expect, it } from 'vitest';
import { CLOSE } from './close-codes.ts';
import { reconnectDelay } from './reconnect.ts';

const LATEST = 1;
const longest = (tries: number, code?: number, restarting = false) =>
  Array.from({ length: tries }, (_, attempt) => reconnectDelay(attempt, LATEST, code, restarting)).reduce((sum, ms) => sum + ms);

it('finds another server within two seconds though every second try meets the one that restarts: five tries at the least', () => {
  expect(longest(5, undefined, true)).toBeLessThan(2000);
  expect(longest(5)).toBeGreaterThan(2000);
});

it('leaves a server alone that restarts for longer, and one that has too much to do', () => {
  expect(reconnectDelay(12, LATEST, undefined, true)).toBe(3000);
  expect(reconnectDelay(0, LATEST, CLOSE.overloaded, true)).toBe(reconnectDelay(2, LATEST));
});
