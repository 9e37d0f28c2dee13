import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ScreenplayBlock } from '../document/editor-schema.ts';
import type { ScriptBlock } from './elements.ts';
import { PAPERS } from './grid.ts';
import { layoutScript } from './script-layout.ts';
import { textOf } from './wrap.ts';

let minted = 0;
const block = (type: ScreenplayBlock, text = '', more: Partial<ScriptBlock> = {}): ScriptBlock => ({
  id: `b${minted++}`,
  type,
  runs: text === '' ? [] : [{ text, marks: [] }],
  ...more,
});
/** Action of exactly so many lines. */
const filler = (lines: number): ScriptBlock =>
  block('action', Array.from({ length: lines }, (_, i) => `line ${i + 1}`).join('\n'));
const words = (count: number): string => Array.from({ length: count }, (_, i) => `word${i}`).join(' ');
const sentences = (count: number): string =>
  Array.from({ length: count }, (_, i) => `This is the sentence ${i} of a long speech.`).join(' ');

/** Each page as its lines: `row column text`. */
const pagesOf = (blocks: readonly ScriptBlock[]) =>
  layoutScript(blocks).pages.map(({ lines }) => lines.map(({ row, column, runs }) => `${row} ${column} ${textOf(runs)}`));
const texts = (blocks: readonly ScriptBlock[]) =>
  layoutScript(blocks).pages.map(({ lines }) => lines.map(({ runs }) => textOf(runs)));

it('L2, L3: columns and the space before each element', () => {
  expect(
    pagesOf([
      block('sceneHeading', 'INT. LAMP ROOM - NIGHT'),
      block('action', 'Rain.'),
      block('character', 'MIO'),
      block('parenthetical', '(low)'),
      block('dialogue', 'It is out.'),
      block('transition', 'CUT TO:'),
      block('centered', 'END'),
    ]),
  ).toEqual([
    ['0 15 INT. LAMP ROOM - NIGHT', '2 15 Rain.', '4 37 MIO', '5 31 (low)', '6 25 It is out.', '8 68 CUT TO:', '10 43 END'],
  ]);
});

it('L4, L5: what is not printed takes no line, and a page break turns the page once', () => {
  const { pages, pageOf } = layoutScript([
    block('titleField', 'A title', { id: 'title' }),
    block('action', 'One.'),
    block('note', 'to self'),
    block('pageBreak'),
    block('pageBreak'),
    {
      ...block('action'),
      id: 'two',
      runs: [
        { text: 'Two. ', marks: [] },
        { text: 'a thought', marks: ['inlineNote'] },
      ],
    },
  ]);
  expect(pages.map(({ lines }) => lines.map(({ runs }) => textOf(runs).trim()))).toEqual([['One.'], ['Two.']]);
  expect([pageOf.get('two'), pageOf.has('title')]).toEqual([2, false]);
});

it('L6: a heading is not left at the foot of a page', () => {
  // 54 lines: the heading would be line 52, and of what follows one line would stand under it.
  expect(texts([filler(50), block('sceneHeading', 'EXT. PIER'), filler(4)])[1]).toEqual([
    'EXT. PIER',
    'line 1',
    'line 2',
    'line 3',
    'line 4',
  ]);
  expect(texts([filler(49), block('sceneHeading', 'EXT. PIER'), filler(4)])[0]?.slice(-3)).toEqual([
    'EXT. PIER',
    'line 1',
    'line 2',
  ]);
  expect(texts([filler(51), block('sceneHeading', 'EXT. PIER'), block('character', 'MIO'), block('dialogue', 'Go.')])[1]).toEqual(
    ['EXT. PIER', 'MIO', 'Go.'],
  );
});

it('L6: a speech that fits on a page but not under its heading parts at a line, alone and beside another', () => {
  // 53 lines with its cue, and no sentence that ends in it.
  const long = block('dialogue', Array.from({ length: 52 }, () => 'x'.repeat(35)).join(' '));
  const first = (...blocks: ScriptBlock[]) => texts([block('sceneHeading', 'EXT. PIER'), ...blocks])[0];
  expect(first(block('character', 'MIO'), long)).toHaveLength(54 - 1);
  const narrow = block('dialogue', Array.from({ length: 52 }, () => 'x'.repeat(28)).join(' '));
  const beside = [block('character', 'MIO'), block('dialogue', 'Go.'), block('character', 'REN', { dual: true }), narrow];
  expect(first(...beside)?.length).toBeGreaterThan(50);
});

it('L7: a cue is not left at the foot of a page', () => {
  expect(texts([filler(52), block('character', 'MIO'), block('dialogue', 'Go.')])).toEqual([expect.anything(), ['MIO', 'Go.']]);
  expect(texts([filler(51), block('character', 'MIO'), block('dialogue', 'Go.')])).toHaveLength(1);
});

it('L8: action parts with two lines on each side', () => {
  const [first, second] = texts([filler(50), filler(4)]);
  expect([first?.length, second]).toEqual([52, ['line 3', 'line 4']]);
  expect(texts([filler(50), filler(3)])).toHaveLength(1);
  expect(texts([filler(51), filler(3)])[1]).toEqual(['line 1', 'line 2', 'line 3']);
  expect(texts([filler(52), filler(9)])[1]).toHaveLength(9);
  expect(texts([filler(200)]).map(({ length }) => length)).toEqual([54, 54, 54, 38]);
});

it('L9: a speech parts at the end of a sentence, with (MORE) and (CONT’D)', () => {
  const [first, second] = texts([filler(46), block('character', 'MIO (V.O.)'), block('dialogue', sentences(6))]);
  expect(first?.at(-1)).toBe('(MORE)');
  expect(first?.at(-2)?.endsWith('speech.')).toBe(true);
  expect(second?.[0]).toBe("MIO (V.O.) (CONT'D)");
  expect(second?.[1]?.startsWith('This is the sentence')).toBe(true);
});

it('L9: never behind a parenthetical, and whole to the next page where no sentence ends', () => {
  const quiet = [
    block('character', 'MIO'),
    block('dialogue', 'Go.'),
    block('parenthetical', '(turns)'),
    block('dialogue', words(40)),
  ];
  const [first, second] = texts([filler(49), ...quiet]);
  expect(first?.slice(-2)).toEqual(['Go.', '(MORE)']);
  expect(second?.slice(0, 2)).toEqual(["MIO (CONT'D)", '(turns)']);
  const endless = texts([filler(40), block('character', 'MIO'), block('dialogue', words(80))]);
  expect(endless[0]).toHaveLength(40);
  expect(endless[1]?.[0]).toBe('MIO');
});

it('L9: a speech longer than a page without a sentence parts at a line, and no word is lost', () => {
  const text = words(600);
  const pages = texts([block('character', 'MIO'), block('dialogue', text)]);
  expect(pages.length).toBeGreaterThan(1);
  const spoken = pages.flat().filter((line) => line.startsWith('word'));
  expect(spoken.join(' ')).toBe(text);
});

it('L9: a direction that fills a page to its last line is followed by the speech on the next', () => {
  const lines = (width: number, count: number) => Array.from({ length: count }, () => 'x'.repeat(width)).join(' ');
  const pages = texts([block('character', 'MIO'), block('parenthetical', lines(25, 52)), block('dialogue', lines(35, 3))]);
  expect(pages.map(({ length }) => length)).toEqual([54, 4]);
});

it('L9: a speech of a whole book is laid in one go through it, and no word is lost', () => {
  // Looking at all that is left for each of its pages took minutes.
  const text = sentences(7_000);
  const pages = texts([block('character', 'MIO'), block('dialogue', text), block('dialogue', words(60_000))]);
  const spoken = pages.flat().filter((line) => !/^MIO|^\(MORE/.test(line));
  expect(spoken.join(' ')).toBe(`${text} ${words(60_000)}`);
  expect(pages.length).toBeGreaterThan(500);
});

it('L10: who speaks again after action alone has (CONT’D), once, and only in the same scene', () => {
  const speech = (name: string) => [block('character', name), block('dialogue', 'Go.')];
  const cues = (blocks: readonly ScriptBlock[], continued = true) =>
    layoutScript(blocks, { paper: 'letter', continued }).pages.flatMap(({ lines }) =>
      lines.filter(({ type }) => type === 'character').map(({ runs }) => textOf(runs)),
    );
  const scene = [...speech('MIO'), block('action', 'Rain.'), ...speech('MIO'), ...speech('REN'), ...speech('MIO')];
  expect(cues(scene)).toEqual(['MIO', "MIO (CONT'D)", 'REN', 'MIO']);
  expect(cues(scene, false)).toEqual(['MIO', 'MIO', 'REN', 'MIO']);
  expect(cues([...speech('MIO'), ...speech("MIO (O.S.) (cont'd)")])).toEqual(['MIO', "MIO (O.S.) (cont'd)"]);
  expect(cues([...speech('MIO'), block('sceneHeading', 'EXT. PIER'), ...speech('MIO')])).toEqual(['MIO', 'MIO']);
});

it('L11: two speeches side by side', () => {
  const pages = pagesOf([
    block('character', 'MIO'),
    block('dialogue', 'Stop it now.'),
    block('character', 'REN', { dual: true }),
    block('dialogue', 'Never.'),
  ]);
  expect(pages).toEqual([['0 21 MIO', '0 52 REN', '1 15 Stop it now.', '1 46 Never.']]);
});

it('L14: eighths of each scene, at least one', () => {
  const one = block('sceneHeading', 'INT. A');
  const two = block('sceneHeading', 'INT. B');
  const { eighths, length } = layoutScript([one, filler(25), two, block('action', 'Short.')]);
  expect([eighths.get(one.id ?? ''), eighths.get(two.id ?? '')]).toEqual([4, 1]);
  expect(length).toBeCloseTo(31 / 54);
});

it('an empty script is one empty page', () => {
  expect(layoutScript([])).toMatchObject({ pages: [{ lines: [] }], length: 0 });
});

it('loses and doubles no word, fits every page, and keeps cues and headings from its foot, whatever the script', () => {
  const text = fc
    .integer({ min: 1, max: 120 })
    .chain((n) => fc.constantFrom(words(n), sentences(Math.ceil(n / 9)), '雨が降る。'.repeat(n)));
  const kind = fc.constantFrom<ScreenplayBlock>(
    'action',
    'sceneHeading',
    'character',
    'dialogue',
    'parenthetical',
    'dialogue',
    'transition',
    'lyrics',
  );
  const script = fc.array(fc.tuple(kind, text, fc.boolean()), { maxLength: 60 });
  fc.assert(
    fc.property(script, fc.constantFrom<keyof typeof PAPERS>('letter', 'a4'), (parts, paper) => {
      const blocks = parts.map(([type, of, dual]) =>
        block(type, type === 'character' || type === 'sceneHeading' ? of.slice(0, 30) : of, type === 'character' ? { dual } : {}),
      );
      const { pages } = layoutScript(blocks, { paper, continued: false });
      const squeeze = (line: string) => line.replace(/\s+/g, '');
      const byBlock = new Map<string, string>();
      for (const { lines } of pages) {
        for (const line of lines)
          if (line.block !== null) byBlock.set(line.block, (byBlock.get(line.block) ?? '') + squeeze(textOf(line.runs)));
      }
      for (const { id, type, runs } of blocks) {
        const whole = squeeze(textOf(runs));
        const laid = byBlock.get(id ?? '') ?? '';
        // A cue stands again, with (CONT'D), on each page its speech goes on.
        if (type === 'character') expect(laid.startsWith(whole)).toBe(true);
        else expect(laid).toBe(whole);
      }
      for (const [i, { lines }] of pages.entries()) {
        expect(lines.every(({ row }) => row < PAPERS[paper].lines)).toBe(true);
        const last = lines.at(-1);
        if (i === pages.length - 1 || last === undefined || last.block === null) continue;
        const at = blocks.findIndex(({ id }) => id === last.block);
        if (last.type === 'sceneHeading')
          expect(['heading at the foot', blocks[at + 1]?.type]).toEqual(['heading at the foot', undefined]);
      }
    }),
    { numRuns: 300 },
  );
});
