import type { ScreenplayBlock } from '@trashfire/shared/document/editor-schema';
import type { ScriptBlock } from '@trashfire/shared/layout/elements';
import { layoutScript } from '@trashfire/shared/layout/script-layout';
import { expect, it } from 'vitest';
import { pageMarks } from './page-marks.ts';

const block = (id: string, type: ScreenplayBlock, text: string): ScriptBlock => ({ id, type, runs: [{ text, marks: [] }] });
/** Action of exactly so many lines. */
const lines = (id: string, count: number) =>
  block(id, 'action', Array.from({ length: count }, (_, at) => `line ${at}`).join('\n'));
const marksOf = (...blocks: ScriptBlock[]) => pageMarks(layoutScript(blocks));

it('has none on a script of one page', () => expect(marksOf(lines('a', 54))).toEqual([]));

it('stands before the block a page begins with', () => {
  expect(marksOf(lines('a', 52), block('b', 'sceneHeading', 'EXT. PIER'), lines('c', 4))).toEqual([
    { page: 2, block: 'b', at: 0 },
  ]);
});

it('stands inside a block that goes over the end of a page, at its share of the lines', () => {
  // 49 lines, a blank one, and 4 of 8 lines on the first page.
  expect(marksOf(lines('a', 49), lines('b', 8))).toEqual([{ page: 2, block: 'b', at: 0.5 }]);
  // More than a page: at the end of each.
  expect(marksOf(lines('a', 120)).map(({ page, at }) => [page, at])).toEqual([
    [2, 54 / 120],
    [3, 108 / 120],
  ]);
});

it('is in the speech and not at its cue where a speech goes on', () => {
  const speech = Array.from({ length: 6 }, (_, at) => `This is the sentence ${at} of a long speech.`).join(' ');
  const marks = marksOf(lines('a', 46), block('cue', 'character', 'MIO'), block('said', 'dialogue', speech));
  expect(marks).toEqual([{ page: 2, block: 'said', at: expect.any(Number) }]);
  expect(marks[0]?.at).toBeGreaterThan(0);
  expect(
    marksOf(
      lines('a', 49),
      block('cue', 'character', 'MIO'),
      block('one', 'dialogue', 'Go.'),
      block('how', 'parenthetical', '(turns)'),
      block('two', 'dialogue', speech),
    ),
  ).toEqual([{ page: 2, block: 'how', at: 0 }]);
});
