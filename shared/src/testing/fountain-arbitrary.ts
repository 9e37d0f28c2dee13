import fc from 'fast-check';

/** Random texts that look like Fountain, well-formed or not, for property tests. */

const WORDS = [
  'rain',
  'Mio',
  'the lamp',
  'No.',
  'a *b* c',
  '**bold**',
  '_under_',
  '***both***',
  '*open',
  'close*',
  'x_y',
  '\\*lit\\*',
  'C:\\new',
  '[[note]]',
];
const ODD = [
  '[[ unclosed',
  'end ]]',
  '/* cut */',
  '/* open',
  'shut */',
  '!',
  '~',
  '#',
  '=',
  '>',
  '<',
  '@',
  '.',
  '^',
  '(',
  ')',
  '日本',
  '🎬',
  '\t',
  '\\',
  '  ',
  '*',
  '_',
  '/',
  '[',
  ']',
];

const phrase = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...WORDS) }, { weight: 1, arbitrary: fc.constantFrom(...ODD) }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.join(' '));
const tight = fc.array(fc.constantFrom(...WORDS, ...ODD), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));

const LINES = [
  'INT. HARBOUR - NIGHT',
  'ext. roof - dawn #12A#',
  '.FORCED PLACE',
  '..not a heading',
  'MIO',
  'MIO (V.O.)',
  'KAI ^',
  '@McCoy',
  '(beat)',
  '(half',
  'Hello there.',
  'CUT TO:',
  '> FADE OUT.',
  '> centred <',
  '~la la la',
  '# Act One',
  '### Deep',
  '= what happens',
  '===',
  '=====',
  '!FORCED ACTION',
  '!',
  '[[a note]]',
  '[[two\nlines]]',
  '[[with\n  \ngap]]',
  '/* gone */',
  '/* gone\n\nfor long */',
  'Title: A Film',
  'Author:',
  '    indented',
  '\tTabbed',
  'He said: wait',
  '1234',
  'SHOUTING!',
];
const BLANK = ['', '', '', ' ', '  ', '    ', '\t\t'];

const line = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...LINES) },
  { weight: 3, arbitrary: fc.constantFrom(...BLANK) },
  { weight: 2, arbitrary: phrase },
  { weight: 1, arbitrary: tight },
);

/** A text of up to `maxLines` Fountain-like lines with one or mixed line ends, sometimes with a byte order mark. */
export function fountainText(maxLines = 24): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom('', '', '', '\uFEFF'),
      fc.array(fc.tuple(line, fc.constantFrom(0, 0, 0, 1)), { maxLength: maxLines, size: 'max' }),
      fc.constantFrom(['\n', '\n'], ['\r\n', '\r\n'], ['\r', '\r'], ['\n', '\r\n'] as const),
      fc.boolean(),
    )
    .map(([mark, lines, ends, ended]) => {
      const text = lines
        .map(([content, end], i) => content + (i < lines.length - 1 || ended ? (ends[end] ?? '\n') : ''))
        .join('');
      return mark + text;
    });
}

/** Text someone types into one block: never empty, no line breaks. */
export const typedText: fc.Arbitrary<string> = fc.oneof(
  phrase,
  tight,
  fc.constantFrom(...LINES.filter((text) => !text.includes('\n')), 'plain words', '#5#', 'x #5#', 'ends ^', 'a <'),
  fc.string({ minLength: 1, maxLength: 12 }),
);
