import { describe, expect, it } from 'vitest';
import type { ScreenplayBlock } from '../document/editor-schema.ts';
import type { ScriptBlockJson, ScriptJson } from '../document/script-json.ts';
import { docToFountain } from './from-doc.ts';
import { parseFountain } from './parse.ts';
import { fountainToDoc } from './to-doc.ts';

const block = (type: ScreenplayBlock, text = '', attrs: Partial<ScriptBlockJson['attrs']> = {}): ScriptBlockJson => ({
  type,
  attrs: { id: null, src: null, ...attrs },
  ...(text === '' ? {} : { content: [{ type: 'text', text }] }),
});
const write = (...content: ScriptBlockJson[]) => docToFountain({ type: 'doc', content });

/** The document with one block's text changed. */
function edited(source: string, index: number, text: string): string {
  const doc = fountainToDoc(source);
  const content = doc.content.map((b, i): ScriptBlockJson => (i === index ? { ...b, content: [{ type: 'text', text }] } : b));
  return docToFountain({ type: 'doc', content });
}

describe('new blocks', () => {
  it('get the usual blank lines', () => {
    expect(
      write(
        block('titleField', 'A Film', { key: 'Title' }),
        block('titleField', 'Us', { key: 'Author' }),
        block('sceneHeading', 'INT. A - DAY', { number: '3' }),
        block('action', 'Rain.'),
        block('character', 'MIO'),
        block('parenthetical', 'low'),
        block('dialogue', 'Hi.'),
        block('character', 'KAI', { dual: true }),
        block('dialogue', 'Hi.'),
        block('transition', 'CUT TO:'),
        block('pageBreak'),
      ),
    ).toBe('Title: A Film\nAuthor: Us\n\nINT. A - DAY #3#\n\nRain.\n\nMIO\n(low)\nHi.\n\nKAI ^\nHi.\n\nCUT TO:\n\n===\n');
  });

  const forced: [name: string, written: string, expected: string][] = [
    ['heading', write(block('sceneHeading', 'The roof')), '.The roof\n'],
    ['heading that begins with a dot', write(block('sceneHeading', '.45')), '.\\.45\n'],
    ['heading that ends like a number', write(block('sceneHeading', 'INT. ROOM #3#')), 'INT. ROOM #3\\#\n'],
    ['cue', write(block('character', 'McCoy'), block('dialogue', 'Hi')), '@McCoy\nHi\n'],
    ['cue without speech', write(block('character', 'MIO'), block('action', 'Rain')), '@MIO\n\nRain\n'],
    ['cue that ends with a caret', write(block('character', 'MIO^'), block('dialogue', 'Hi')), 'MIO\\^\nHi\n'],
    ['transition', write(block('transition', 'Fade out.')), '> Fade out.\n'],
    ['transition that ends like a centred line', write(block('transition', 'a <')), '> a \\<\n'],
    [
      'action in capitals before text',
      write({
        ...block('action'),
        content: [{ type: 'text', text: 'BANG' }, { type: 'hardBreak' }, { type: 'text', text: 'Bang' }],
      }),
      '!BANG\nBang\n',
    ],
    ['action like a heading', write(block('action', 'INT. NOT A SCENE')), '!INT. NOT A SCENE\n'],
    ['action like a section', write(block('action', '#1 fan')), '!#1 fan\n'],
    ['action with its own mark', write(block('action', '!wow')), '!!wow\n'],
    ['action like a title page', write(block('action', 'Title: none')), '!Title: none\n'],
    ['speech like a parenthetical', write(block('character', 'MIO'), block('dialogue', '(x)')), 'MIO\n\\(x)\n'],
    ['speech without a cue', write(block('action', 'Rain'), block('dialogue', 'Hi')), 'Rain\n\n@\nHi\n'],
    ['literal marks', write(block('action', '*a* _b_ [[c]] /*d*/ \\*')), '\\*a\\* \\_b\\_ \\[[c]\\] /\\*d\\*\\/ \\\\\\*\n'],
    ['empty paragraph', write(block('action', 'A'), block('action'), block('action', 'B')), 'A\n\nB\n'],
    ['note with its own end', write(block('note', 'a]]b')), '[[a] ]b]]\n'],
  ];
  it.each(forced)('%s', (_name, written, expected) => {
    expect(written).toBe(expected);
  });

  it('keeps emphasis off white space, where it would not be read', () => {
    const content: ScriptBlockJson['content'] = [
      { type: 'text', text: 'a ', marks: [{ type: 'bold' }] },
      { type: 'text', text: 'b' },
      { type: 'text', text: 'c', marks: [{ type: 'bold' }, { type: 'italic' }] },
      { type: 'text', text: 'd', marks: [{ type: 'italic' }] },
    ];
    const text = write({ ...block('action'), content });
    expect(text).toBe('**a** b***c**d*\n');
    expect(parseFountain(text)[0]?.runs.map((run) => [run.text, ...run.marks])).toEqual([
      ['a', 'bold'],
      [' b'],
      ['c', 'bold', 'italic'],
      ['d', 'italic'],
    ]);
  });
});

describe('an edit', () => {
  const source = 'INT. A - DAY\nNo blank here.\n\n\n  MIO  \nHello.\n\n\nCUT TO:\n\nEXT. B\n';

  it('changes its own line only', () => {
    expect(edited(source, 3, 'Goodbye.')).toBe('INT. A - DAY\nNo blank here.\n\n\n  MIO  \nGoodbye.\n\n\nCUT TO:\n\nEXT. B\n');
    expect(edited(source, 2, 'Mio')).toBe('INT. A - DAY\nNo blank here.\n\n\n@Mio\nHello.\n\n\nCUT TO:\n\nEXT. B\n');
    expect(edited(source, 4, 'Later')).toBe('INT. A - DAY\nNo blank here.\n\n\n  MIO  \nHello.\n\n\n> Later\n\nEXT. B\n');
  });

  it('uses the line ends of the file', () => {
    expect(edited('A\r\n\r\nMIO\r\nHi\r\n', 0, 'x')).toBe('x\r\n\r\nMIO\r\nHi\r\n');
  });

  it('keeps the byte order mark when the first line changes', () => {
    expect(edited('\uFEFFINT. A\n\nHi\n', 0, 'INT. B')).toBe('\uFEFFINT. B\n\nHi\n');
  });

  it('forces a cue whose speech was deleted', () => {
    const doc = fountainToDoc('MIO\nHi.\n\nRain.\n');
    const content = doc.content.filter((b) => b.type !== 'dialogue');
    expect(docToFountain({ type: 'doc', content })).toBe('@MIO\n\nRain.\n');
  });

  it('puts a new line into a speech without a blank line', () => {
    const doc = fountainToDoc('MIO\nHi.\n\nRain.\n');
    const [cue, speech, rain] = doc.content;
    if (cue === undefined || speech === undefined || rain === undefined) throw new Error('three blocks expected');
    const script: ScriptJson = {
      type: 'doc',
      content: [cue, speech, block('parenthetical', 'beat'), block('dialogue', 'Bye.'), rain],
    };
    expect(docToFountain(script)).toBe('MIO\nHi.\n(beat)\nBye.\n\nRain.\n');
  });

  it('escapes an opener that a new boneyard below would close', () => {
    const doc = fountainToDoc('odd /* text\n\nRain.\n');
    const content = [...doc.content, block('boneyard', ' cut ')];
    const text = docToFountain({ type: 'doc', content });
    expect(parseFountain(text).map((b) => `${b.type}: ${b.text}`)).toEqual([
      'action: odd /* text',
      'action: Rain.',
      'boneyard:  cut ',
    ]);
  });

  it('forces a first line that an edit would turn into a title page', () => {
    const text = edited('CUT TO:\nrain\n', 1, 'Author: me');
    expect(parseFountain(text).map((b) => b.type)).toEqual(['character', 'dialogue']);
  });
});
