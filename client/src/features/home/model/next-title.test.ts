import { expect, it } from 'vitest';
import { nextTitle } from './next-title.ts';

const titles = (...all: string[]) => all.map((title, i) => ({ title, number: i + 1 }));

it.each([
  [titles('Part 1'), 'Part 2'],
  [titles('Part 1', 'Part 09'), 'Part 10'],
  [titles('Nine Days (3)'), 'Nine Days (4)'],
  [titles('第1話'), '第2話'],
  [titles('The Lamp'), 'Episode 2'],
  [titles('Part 1', 'Part 1 (copy)'), 'Episode 3'],
  [titles('Summer of 1942'), 'Episode 2'],
  [titles(), ''],
])('continues %j', (all, next) => expect(nextTitle(all)).toBe(next));

it('goes on from the highest number, whatever stands last', () => {
  expect(nextTitle([...titles('Part 1', 'Part 2')].reverse())).toBe('Part 3');
});
