import { widthOf } from '@trashfire/shared/layout/wrap';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainShot } from '../../../testing/records.ts';
import type { SheetShot } from '../../storyboard/model/sheet-shots.ts';
import { BOARD_LAYOUTS, conteGeometry, gridGeometry, usualOrientation } from './board-geometry.ts';
import { contePages, gridPages, layBoards, secondsAndFrames } from './board-pages.ts';
import type { BoardLine } from './board-text.ts';

interface Words {
  action?: string;
  title?: string;
  lines?: readonly { speaker: string; text: string }[];
  frames?: number | null;
  opens?: boolean;
}

const HEADING = 'INT. LAMP ROOM - NIGHT';

/** A shot as the board gives it. @param frames null: not in the cut. */
function board({ action = '', title = '', lines = [], frames = 48, opens = false }: Words = {}, index = 0): SheetShot {
  const id = `shot${index}`;
  const shot = plainShot({ id, sceneId: 's1', order: id, title, size: 'MCU', angle: 'low', action });
  const clip = frames === null ? null : { id: `clip${index}`, shotId: id, start: 0, duration: frames, end: frames };
  const view = {
    id,
    shot,
    number: `1${index}`,
    sceneId: 's1',
    clip,
    duration: frames ?? 0,
    render: null,
    still: null,
  };
  const scene = { id: 's1', number: '1', heading: HEADING, placed: true, synopsis: '', shots: [], frames: 0 };
  return { view, scene, opens, picture: null, lines: lines.map((line, at) => ({ id: `line${at}`, ...line })) };
}

const texts = (lines: readonly BoardLine[]) => lines.map(({ text }) => text);
/** Without what a line break swallows. */
const bare = (text: string) => text.replace(/\s/g, '');

describe('a grid', () => {
  const geometry = gridGeometry('2x2', 'a4', 'landscape');

  it('has the shots in order, as many a page as it says', () => {
    const pages = gridPages(
      Array.from({ length: 9 }, (_, i) => board({ action: 'Rain.' }, i)),
      geometry,
    );
    expect(pages.map((page) => page.map(({ shot }) => shot.view.number))).toEqual([
      ['10', '11', '12', '13'],
      ['14', '15', '16', '17'],
      ['18'],
    ]);
  });

  it('says scene, camera, title, action and who says what, in that order', () => {
    const shot = board({ opens: true, title: 'The lamp', action: 'Rain.', lines: [{ speaker: 'MIO', text: 'It is out.' }] });
    const seen = [
      { kind: 'slug', text: HEADING },
      { kind: 'camera', text: 'MCU · low' },
      { kind: 'title', text: 'The lamp' },
      { kind: 'action', text: 'Rain.' },
    ];
    const said = [
      { kind: 'cue', text: 'MIO' },
      { kind: 'speech', text: 'It is out.' },
    ];
    expect(gridPages([shot], geometry)[0]?.[0]?.words).toEqual([seen, said]);
    // Narrow cells have one column.
    expect(gridPages([shot], gridGeometry('4x3', 'a4', 'landscape'))[0]?.[0]?.words).toEqual([[...seen, ...said]]);
  });

  it('has no page without shots', () => expect(gridPages([], geometry)).toEqual([]));
});

describe('an e-conte', () => {
  const geometry = conteGeometry('a4');

  it('counts the time of each page and of all so far, each cut once; what is not in the cut takes none', () => {
    const long = 'The harbour light has been out for nine days. '.repeat(20);
    const shots = [
      board({ frames: 84 }, 0),
      board({ frames: 24, action: long }, 1),
      board({ frames: null }, 2),
      board({ frames: 12 }, 3),
      board({ frames: 100 }, 4),
    ];
    const pages = contePages(shots, geometry);
    expect(pages.map(({ rows }) => rows.map(({ shot, part }) => `${shot.view.number}.${part}`))).toEqual([
      ['10.0', '11.0', '11.1', '11.2', '12.0'],
      ['13.0', '14.0'],
    ]);
    expect(pages.map(({ frames, total }) => [secondsAndFrames(frames), secondsAndFrames(total)])).toEqual([
      ['4+12', '4+12'],
      ['4+16', '9+04'],
    ]);
  });

  it('keeps what is seen apart from what is said', () => {
    const [page] = contePages([board({ action: 'Rain.', lines: [{ speaker: 'MIO', text: '灯が消えた。' }] })], geometry);
    expect(texts(page?.rows[0]?.action ?? [])).toEqual(['MCU · low', 'Rain.']);
    expect(texts(page?.rows[0]?.dialogue ?? [])).toEqual(['MIO', '灯が消えた。']);
  });
});

it('loses no letter of any shot and prints none outside its box, in every layout', () => {
  const words = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.lorem({ maxCount: 160 }),
    fc.string({ unit: fc.constantFrom('灯', '台', '。', 'ー', ' ', 'a'), maxLength: 300 }),
    fc.constantFrom('W'.repeat(500), 'a\tb\r\nc\n\n\nd'),
  );
  const shot = fc.record({
    action: words,
    title: words,
    lines: fc.array(fc.record({ speaker: words, text: words }), { maxLength: 4 }),
  });
  fc.assert(
    fc.property(
      fc.array(shot, { maxLength: 6 }),
      fc.constantFrom(...BOARD_LAYOUTS),
      fc.constantFrom('a4', 'letter'),
      (all, layout, paper) => {
        const shots = all.map((one, index) => board(one, index));
        const laid = layBoards(shots, { layout, paper, orientation: usualOrientation(layout) });
        const printed =
          laid.kind === 'grid'
            ? laid.pages.flat().map(({ shot: of, part, words: columns }) => ({
                of,
                boxes: columns.map((lines) => [lines, part === 0 ? laid.geometry.text : laid.geometry.more] as const),
              }))
            : laid.pages
                .flatMap(({ rows }) => rows)
                .map(({ shot: of, action, dialogue }) => ({
                  of,
                  boxes: [
                    [action, laid.geometry.action],
                    [dialogue, laid.geometry.dialogue],
                  ] as const,
                }));
        for (const { boxes } of printed) {
          for (const [lines, box] of boxes) {
            expect(lines.length).toBeLessThanOrEqual(box.lines);
            for (const { text } of lines) expect(widthOf(text)).toBeLessThanOrEqual(box.columns);
          }
        }
        shots.forEach((of, index) => {
          const own = printed.filter((one) => one.of === of);
          const seen = own.flatMap(({ boxes }) => texts(boxes[0]?.[0] ?? []));
          const said = own.flatMap(({ boxes }) => texts(boxes[1]?.[0] ?? []));
          const { action, title, lines } = all[index] ?? { action: '', title: '', lines: [] };
          const spoken = lines.map(({ speaker, text }) => speaker + text).join('');
          expect(bare([...seen, ...said].join(''))).toBe(bare(`MCU·low${title}${action}${spoken}`));
        });
      },
    ),
    { numRuns: 300 },
  );
});

it('writes a length in seconds and frames', () => {
  expect([0, 23, 24, 84, 24 * 90 + 6].map(secondsAndFrames)).toEqual(['0+00', '0+23', '1+00', '3+12', '90+06']);
});
