import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors/app-error.ts';
import { docToFountain } from './from-doc.ts';
import { FOUNTAIN_LIMITS, parseFountain } from './parse.ts';
import { fountainToDoc } from './to-doc.ts';

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
const kinds = (source: string) => parseFountain(source).map((block) => `${block.type}: ${block.text}`);
const marked = (source: string) =>
  parseFountain(source).flatMap((block) =>
    block.runs.map((run) => `${run.text}${run.marks.length > 0 ? `{${run.marks.join(' ')}}` : ''}`),
  );

describe('elements', () => {
  const cases: [name: string, source: string, expected: string[]][] = [
    ['heading by prefix', 'INT. HOUSE - DAY\n', ['sceneHeading: INT. HOUSE - DAY']],
    ['heading in lower case, without a dot', 'ext roof\n', ['sceneHeading: ext roof']],
    [
      'heading for both',
      'INT./EXT. CAR - DAY\n\nI/E TRAIN\n\nEST. CITY\n',
      ['sceneHeading: INT./EXT. CAR - DAY', 'sceneHeading: I/E TRAIN', 'sceneHeading: EST. CITY'],
    ],
    ['no heading without a blank line before', 'He waits\nINT. HOUSE\n', ['action: He waits\nINT. HOUSE']],
    ['a word that begins like a prefix', 'INTO THE WOODS she goes\n', ['action: INTO THE WOODS she goes']],
    ['heading straight after a section', '# Act\nINT. HOUSE\n', ['section: Act', 'sceneHeading: INT. HOUSE']],
    ['forced heading', '.SNIPER SCOPE\n', ['sceneHeading: SNIPER SCOPE']],
    ['an ellipsis is not forced', '...and then\n', ['action: ...and then']],
    ['scene number', 'INT. HOUSE #12-A.1#\n', ['sceneHeading: INT. HOUSE']],
    ['cue and speech', 'MIO\nHello.\nAgain.\n', ['character: MIO', 'dialogue: Hello.\nAgain.']],
    ['capitals without speech are action', 'A RIVER.\n\nUNDER THE TABLE\n\n', ['action: A RIVER.', 'action: UNDER THE TABLE']],
    ['capitals without a blank line before', 'Bang\nMIO\nHello\n', ['action: Bang\nMIO\nHello']],
    ['cue needs a letter', '23\nHello\n', ['action: 23\nHello']],
    ['cue with a digit', 'R2D2\nBeep\n', ['character: R2D2', 'dialogue: Beep']],
    ['extension in lower case', 'HANS (on the radio)\nHi\n', ['character: HANS (on the radio)', 'dialogue: Hi']],
    ['forced cue', '@McCoy\nHi\n', ['character: McCoy', 'dialogue: Hi']],
    ['letters without case are not a cue', '彼は走る。\n彼女も。\n', ['action: 彼は走る。\n彼女も。']],
    [
      'parenthetical',
      'MIO\n(low)\nHi\n(beat)\nBye\n',
      ['character: MIO', 'parenthetical: low', 'dialogue: Hi', 'parenthetical: beat', 'dialogue: Bye'],
    ],
    ['two spaces keep a speech', 'MIO\nHi\n  \nBye\n', ['character: MIO', 'dialogue: Hi\n\nBye']],
    ['an empty line ends it', 'MIO\nHi\n\nBye\n', ['character: MIO', 'dialogue: Hi', 'action: Bye']],
    ['indented speech', '\t\tMIO\n\t(low)\n\tHi\n', ['character: MIO', 'parenthetical: low', 'dialogue: Hi']],
    ['action keeps its indentation', '\tTabbed\n', ['action: \tTabbed']],
    ['forced action', '!SHOUTING\nMore\n', ['action: SHOUTING\nMore']],
    ['forced action ends a speech', 'MIO\nHi\n!BANG\n', ['character: MIO', 'dialogue: Hi', 'action: BANG']],
    ['lyrics', '~La\n~li\n', ['lyrics: La\nli']],
    ['lyrics in a speech', 'MIO\n~La\nSpoken\n', ['character: MIO', 'lyrics: La', 'dialogue: Spoken']],
    ['transition', 'Go\n\nCUT TO:\n\nINT. A\n', ['action: Go', 'transition: CUT TO:', 'sceneHeading: INT. A']],
    ['no transition before text', 'CUT TO:\nHello\n', ['character: CUT TO:', 'dialogue: Hello']],
    ['forced transition', '> Fade out.\n', ['transition: Fade out.']],
    ['centred', '> THE END <\n', ['centered: THE END']],
    ['sections', '# A\n### B\n####### C\n', ['section: A', 'section: B', 'section: C']],
    ['synopsis', '= What happens\n', ['synopsis: What happens']],
    ['page break', '===\n\n=====\n', ['pageBreak: ', 'pageBreak: ']],
    ['two signs are a synopsis', '==\n', ['synopsis: =']],
    ['note on its own', '[[think]]\n', ['note: think']],
    ['note over a kept line', '[[a\n  \nb]]\n', ['note: a\n\nb']],
    ['note over an empty line is text', '[[a\n\nb]]\n', ['action: [[a', 'action: b]]']],
    ['boneyard over everything', '/* INT. A\n\nMIO\nHi */\n', ['boneyard:  INT. A\n\nMIO\nHi ']],
    ['boneyard inside action', 'He /* and\n\nshe */ waits\n', ['action: He  waits']],
    [
      'a note does not end a speech',
      'MIO\nHi\n[[really?]]\nBye\n',
      ['character: MIO', 'dialogue: Hi', 'note: really?', 'dialogue: Bye'],
    ],
    ['unclosed marks are text', 'a [[ b /* c\n', ['action: a [[ b /* c']],
    ['title page', 'Title: A\nAuthor:\n    B\n    C\n\nGo\n', ['titleField: A', 'titleField: B\nC', 'action: Go']],
    ['FADE IN: is not a title page', 'FADE IN:\n\nINT. A\n', ['action: FADE IN:', 'sceneHeading: INT. A']],
    ['a colon in the first line is not either', 'INT. A: B\n\nHe said: go\n', ['sceneHeading: INT. A: B', 'action: He said: go']],
  ];
  it.each(cases)('%s', (_name, source, expected) => {
    expect(kinds(source)).toEqual(expected);
    expect(docToFountain(fountainToDoc(source))).toBe(source);
  });

  it('tells number, dual, level, key and forcing', () => {
    expect(parseFountain('INT. A #1-B.#\n')[0]).toMatchObject({ number: '1-B.', forced: false });
    expect(parseFountain('.A\n')[0]).toMatchObject({ number: null, forced: true });
    expect(parseFountain('KAI (O.S.) ^\nHi')[0]).toMatchObject({ dual: true, text: 'KAI (O.S.)' });
    expect(parseFountain('###### A')[0]).toMatchObject({ level: 6 });
    expect(parseFountain('Draft date: today\n')[0]).toMatchObject({ key: 'Draft date', text: 'today' });
  });

  it('quotes blocks and notes from the source', () => {
    const source = 'INT. A - DAY #1#\n\nHe waits [[how long?]] here.\n\nMIO\nHi.\n';
    const blocks = parseFountain(source);
    expect(blocks.map((block) => source.slice(...block.body))).toEqual([
      'INT. A - DAY #1#',
      'He waits [[how long?]] here.',
      'MIO',
      'Hi.',
    ]);
    const note = blocks[1]?.runs.find((run) => run.marks.includes('inlineNote'));
    expect(source.slice(note?.start, note?.end)).toBe('[[how long?]]');
  });
});

describe('emphasis', () => {
  const cases: [source: string, expected: string[]][] = [
    ['*a* **b** ***c*** _d_', ['a{italic}', ' ', 'b{bold}', ' ', 'c{bold italic}', ' ', 'd{underline}']],
    ['He dialed *69 and then *23', ['He dialed *69 and then *23']],
    ['2 * 3 * 4', ['2 * 3 * 4']],
    ['a \\*b\\* c', ['a *b* c']],
    ['**a *b* c**', ['a {bold}', 'b{bold italic}', ' c{bold}']],
    ['***a** b*', ['a{bold italic}', ' b{italic}']],
    ['**a***b*', ['a{bold}', 'b{italic}']],
    ['*69 or *that*', ['*69 or ', 'that{italic}']],
    ['****four****', ['****four****']],
    ['_a [[n]] b_', ['a {underline}', 'n{inlineNote}', ' b{underline}']],
    ['*a\nb*', ['*a', '\n', 'b*']],
  ];
  it.each(cases)('%s', (source, expected) => {
    expect(marked(`!${source}`)).toEqual(expected);
  });
});

describe('fixtures', () => {
  it('reads every element of the format', () => {
    const source = fixture('every-element.fountain');
    const blocks = parseFountain(source);
    expect(new Set(blocks.map((block) => block.type)).size).toBe(14);
    expect(
      blocks.map((block) => `${block.type}${block.number === null ? '' : `#${block.number}`}${block.dual ? '^' : ''}`),
    ).toMatchInlineSnapshot(`
      [
        "titleField",
        "titleField",
        "titleField",
        "titleField",
        "titleField",
        "section",
        "synopsis",
        "section",
        "sceneHeading#1A",
        "action",
        "action",
        "sceneHeading#2-b.",
        "action",
        "action",
        "character",
        "dialogue",
        "parenthetical",
        "dialogue",
        "lyrics",
        "character^",
        "dialogue",
        "character",
        "dialogue",
        "boneyard",
        "action",
        "note",
        "lyrics",
        "centered",
        "transition",
        "transition",
        "pageBreak",
        "sceneHeading",
        "action",
        "action",
        "action",
      ]
    `);
    expect(docToFountain(fountainToDoc(source))).toBe(source);
  });

  it('keeps CRLF, the byte order mark, emoji, tabs and a missing last line end', () => {
    const source = fixture('crlf-bom-emoji.fountain');
    expect(source.startsWith('\uFEFFTitle') && source.includes('\r\n') && !source.endsWith('\n')).toBe(true);
    expect(kinds(source)).toMatchInlineSnapshot(`
      [
        "titleField: 海の灯 🎬",
        "titleField: The TrashFire room",
        "sceneHeading: INT. 灯台 - 夜",
        "character: ミオ",
        "parenthetical: 小声で",
        "dialogue: だれか、いるの？ 👀

      …いない。",
        "action: 	Tabbed action — with a dash.",
        "action: LAST LINE WITHOUT AN END",
      ]
    `);
    expect(docToFountain(fountainToDoc(source))).toBe(source);
  });
});

describe('hostile input', () => {
  const TEN_MB = 10_000_000;
  const shapes: [name: string, unit: string, end?: string][] = [
    ['asterisks', '*'],
    ['asterisks and text', '*a'],
    ['asterisks and spaces', '* '],
    ['underscores', '_a'],
    ['backslashes', '\\'],
    ['opened notes', '[['],
    ['opened notes, closed after an empty line', '[[ ', '\n\n]]'],
    ['opened boneyards', '/* '],
    ['small boneyards', '/*/'],
    ['notes', '[[a]]'],
    ['spaces', ' '],
    ['parentheses', '('],
    ['carets', 'A^'],
    ['digits of a scene number', '1', '#'],
  ];
  it.each(shapes)('reads 10 MB of %s in under two seconds of CPU', (_name, unit, end = '') => {
    const source = `.A ${unit.repeat(TEN_MB / unit.length)}${end}`;
    const before = process.cpuUsage();
    const blocks = parseFountain(source);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
    expect(blocks.at(-1)?.range[1]).toBe(source.length);
  });

  it('refuses more lines than any screenplay has, at once and in words', () => {
    for (const unit of ['\n', 'a\n', 'AB\nc\n\n', '\r']) {
      const source = unit.repeat(FOUNTAIN_LIMITS.lines + 1);
      expect(() => parseFountain(source)).toThrow(AppError);
      expect(() => parseFountain(source)).toThrow(/more than 200000 lines/);
    }
  });

  it('reads as many lines as the limit allows in under two seconds of CPU', () => {
    for (const unit of ['a\n\n', 'AB\nc\n\n', '*a*\n', '/*\n', '[[a\n']) {
      const source = unit.repeat(FOUNTAIN_LIMITS.lines / 4);
      const before = process.cpuUsage();
      parseFountain(source);
      expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
    }
  });
});
