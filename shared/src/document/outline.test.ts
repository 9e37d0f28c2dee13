import { expect, it } from 'vitest';
import { canStandBefore, itemsOf, type OutlineBlock, type OutlineItem, outlineName, outlineOf, sceneIdsIn } from './outline.ts';

const section = (id: string | null, level: number): OutlineBlock => ({ id, type: 'section', level, text: `${id}` });
const scene = (id: string | null): OutlineBlock => ({ id, type: 'sceneHeading', level: 1, text: `INT. ${id}` });
const synopsis = (text: string): OutlineBlock => ({ id: text, type: 'synopsis', level: 1, text });
const action: OutlineBlock = { id: 'a', type: 'action', level: 1, text: 'Rain.' };

const drawn = (items: readonly OutlineItem[]): string =>
  items.map(({ id, children }) => (children.length === 0 ? id : `${id}(${drawn(children)})`)).join(' ');

it('[O1] a section heads what follows up to the next that is no deeper, a scene up to the next heading or section', () => {
  const blocks = [
    action,
    scene('0'),
    section('I', 1),
    action,
    section('i', 2),
    scene('1'),
    action,
    section('b', 3),
    scene('2'),
    section('ii', 2),
    section('II', 1),
    section('c', 3),
    scene('3'),
    section('d', 4),
    section('iii', 2),
  ];
  const outline = outlineOf(blocks);
  expect(drawn(outline)).toBe('0 I(i(1 b(2)) ii) II(c(3 d) iii)');
  const ranges = Object.fromEntries(itemsOf(outline).map(({ id, from, to }) => [id, [from, to]]));
  expect(ranges).toMatchObject({
    '0': [1, 2],
    I: [2, 10],
    i: [4, 9],
    '1': [5, 7],
    b: [7, 9],
    II: [10, 15],
    c: [11, 14],
    iii: [14, 15],
  });
  expect(outline[1] && sceneIdsIn(outline[1])).toEqual(['1', '2']);
});

it('[O4] reads the synopses right below a section or a heading as one', () => {
  const blocks = [
    section('I', 1),
    synopsis('A storm.'),
    synopsis(' It passes. '),
    scene('1'),
    synopsis('Tea.'),
    action,
    synopsis('No.'),
  ];
  expect(itemsOf(outlineOf(blocks)).map((item) => item.synopsis)).toEqual(['A storm. It passes.', 'Tea.']);
});

it('[D7] what has no id, or one that a paste doubled, ends what is above it and is no item', () => {
  const outline = outlineOf([section('I', 1), scene('1'), scene(null), action, scene('1'), section(null, 1), scene('2')]);
  expect(itemsOf(outline).map(({ id, from, to }) => [id, from, to])).toEqual([
    ['I', 0, 5],
    ['1', 1, 2],
    ['2', 6, 7],
  ]);
});

it('[O2] an item can stand in front of what is no deeper than itself, or at the end', () => {
  const [act, sequence, one] = itemsOf(outlineOf([section('I', 1), section('i', 2), scene('1')]));
  if (act === undefined || sequence === undefined || one === undefined) throw new Error('three items');
  const can = [act, sequence, one].map((item) => [act, sequence, one, null].map((before) => canStandBefore(item, before)));
  expect(can).toEqual([
    [true, false, false, true],
    [true, true, false, true],
    [true, true, true, true],
  ]);
});

it('calls the levels of sections acts, sequences and beats', () => {
  expect([1, 2, 3, 4, 6].map(outlineName)).toEqual(['act', 'sequence', 'beat', 'beat', 'beat']);
});
