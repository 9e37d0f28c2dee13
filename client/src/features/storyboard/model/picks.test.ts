import { expect, it } from 'vitest';
import { inCommon, picksAfter, targetsOf } from './picks.ts';

const order = ['1A', '1B', '1C', '2A', '2B'];

it('Shift chooses all from the last one on, forwards and back', () => {
  expect(picksAfter(order, [], '1B', '2A', 'range')).toEqual(['1B', '1C', '2A']);
  expect(picksAfter(order, ['2B'], '2A', '1C', 'range')).toEqual(['1C', '2A']);
  expect(picksAfter(order, [], null, '1C', 'range')).toEqual(['1C']);
  expect(picksAfter(order, ['1A'], '1A', 'gone', 'range')).toEqual(['1A']);
});

it('Ctrl adds one and takes it out again, beginning with the one chosen alone', () => {
  expect(picksAfter(order, [], '1C', '1A', 'toggle')).toEqual(['1A', '1C']);
  expect(picksAfter(order, ['1A', '1C'], '1A', '1C', 'toggle')).toEqual(['1A']);
  expect(picksAfter(order, ['gone', '1A'], '1A', '2B', 'toggle')).toEqual(['1A', '2B']);
});

it('an edit goes to all that are chosen when it is made on one of them', () => {
  expect(targetsOf('1A', ['1A', '1B'])).toEqual(['1A', '1B']);
  expect(targetsOf('2A', ['1A', '1B'])).toEqual(['2A']);
  expect(targetsOf('1A', ['1A'])).toEqual(['1A']);
});

it('says what they have in common, and nothing where they differ', () => {
  expect(inCommon([{ n: 1 }, { n: 1 }], ({ n }) => n)).toBe(1);
  expect(inCommon([{ n: 1 }, { n: 2 }], ({ n }) => n)).toBeNull();
  expect(inCommon([], () => 1)).toBeNull();
});
