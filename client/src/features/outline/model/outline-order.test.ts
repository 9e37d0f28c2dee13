import { itemsOf, outlineOf } from '@trashfire/shared/document/outline';
import { describe, expect, it } from 'vitest';
import { scriptBlock } from '../../../testing/records.ts';
import { nextCard } from './outline-focus.ts';
import { columnsOf, endOfColumn, placeAtEnd, placeByAct, placeByDrop, placeByStep } from './outline-order.ts';

/** `0` | I: i(1 2) ii(3) | II: 4 b(5) | III */
const blocks = [
  ['0', 0],
  ['I', 1],
  ['i', 2],
  ['1', 0],
  ['2', 0],
  ['ii', 2],
  ['3', 0],
  ['II', 1],
  ['4', 0],
  ['b', 3],
  ['5', 0],
  ['III', 1],
] as const;
const outline = outlineOf(blocks.map(([id, level]) => scriptBlock(id, level === 0 ? 'sceneHeading' : 'section', id, level)));

it('makes a column of each act, and one of what stands before the first', () => {
  const drawn = columnsOf(outline).map(({ act, items }) => [act?.id ?? null, ...itemsOf(items).map(({ id }) => id)].join(' '));
  expect(drawn).toEqual([' 0', 'I i 1 2 ii 3', 'II 4 b 5', 'III']);
});

it.each([
  ['a scene within its sequence', '2', -1, '1'],
  ['a scene over the head of its sequence, to the end of the one before', '3', -1, 'ii'],
  ['a scene into the next sequence', '2', 1, '3'],
  ['a scene into the next act', '3', 1, '4'],
  ['a scene from the end of an act to one without scenes', '5', 1, null],
  ['a sequence past the one before, with its scenes', 'ii', -1, 'i'],
  ['a sequence into the next act', 'ii', 1, 'III'],
  ['a beat to the end of the act before', 'b', -1, 'II'],
  ['an act past the next one', 'I', 1, 'III'],
  ['an act to the end', 'II', 1, null],
] as const)('one step moves %s', (_what, id, by, before) => {
  expect(placeByStep(outline, id, by)).toEqual({ before });
});

it('a step ends where the script does', () => {
  expect(placeByStep(outline, '0', -1)).toBeNull();
  expect(placeByStep(outline, 'III', 1)).toBeNull();
  expect(placeByStep(outline, 'gone', 1)).toBeNull();
});

it.each([
  ['1', 1, { before: 'III' }],
  ['1', -1, { before: 'I' }],
  ['0', 1, { before: 'II' }],
  ['0', -1, null],
  ['5', 1, { before: null }],
  ['II', -1, { before: 'I' }],
  ['III', 1, null],
  ['gone', 1, null],
] as const)('to the act beside: %s by %i', (id, by, place) => expect(placeByAct(outline, id, by)).toEqual(place));

describe('a card that is let go on another one', () => {
  it.each([
    ['a scene above a scene stands before it', '3', '1', 'above', '1'],
    ['a scene below a scene stands behind it', '3', '1', 'below', '2'],
    ['a scene on the lower half of a sequence is its first', '3', 'i', 'below', '1'],
    ['a scene on the upper half of a sequence ends what is before', '5', 'ii', 'above', 'ii'],
    ['a scene on an act is its first', '5', 'I', 'above', 'i'],
    ['a scene on an act without cards is in it', '1', 'III', 'below', null],
    ['a sequence on the upper half of a scene of another stands before that other', 'ii', '1', 'above', 'i'],
    ['a sequence on the lower half of a scene of another stands behind that other', 'i', '3', 'below', 'II'],
    ['a sequence on a scene that is in none stands behind what that is in', 'ii', '4', 'above', 'III'],
    ['a sequence on an act is its first', 'ii', 'I', 'below', 'i'],
    ['an act on a card of another stands before that other', 'II', '2', 'above', 'I'],
    ['an act on a card of another stands behind that other', 'I', '5', 'below', 'III'],
  ] as const)('%s', (_what, id, over, half, before) => {
    expect(placeByDrop(outline, id, over, half === 'below')).toEqual({ before });
  });

  it.each([
    ['1', '1', 'below'],
    ['2', '1', 'below'],
    ['1', '2', 'above'],
    ['i', '2', 'above'],
    ['i', 'ii', 'above'],
    ['I', '3', 'below'],
    ['III', 'III', 'above'],
    ['1', 'gone', 'above'],
  ] as const)('stays where it is: %s on %s, %s', (id, over, half) => {
    expect(placeByDrop(outline, id, over, half === 'below')).toBeNull();
  });

  it('below the cards of an act goes to its end', () => {
    const [, one, two, three] = columnsOf(outline);
    expect(placeAtEnd(outline, '4', one?.act ?? null)).toEqual({ before: 'II' });
    expect(placeAtEnd(outline, '1', null)).toEqual({ before: 'I' });
    expect(placeAtEnd(outline, '5', two?.act ?? null)).toBeNull();
    expect(placeAtEnd(outline, 'I', three?.act ?? null)).toEqual({ before: null });
    expect(placeAtEnd(outline, 'III', three?.act ?? null)).toBeNull();
    expect(endOfColumn(outline, one?.act ?? null)).toEqual({ before: 'II' });
  });
});

it('arrows go through an act and on into the next, and to the card as far down in the act beside it', () => {
  const columns = columnsOf(outline);
  const walk = (from: string | null, key: string) => nextCard(columns, from, `${key}`);
  expect(walk(null, 'ArrowDown')).toBe('0');
  expect(walk('0', 'ArrowDown')).toBe('I');
  expect(walk('I', 'ArrowUp')).toBe('0');
  expect(walk('2', 'ArrowRight')).toBe('5');
  expect(walk('5', 'ArrowRight')).toBe('III');
  expect(walk('III', 'ArrowRight')).toBe('III');
  expect(walk('II', 'ArrowLeft')).toBe('I');
  expect([walk('2', 'Home'), walk('2', 'End')]).toEqual(['0', 'III']);
});
