import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { docToFountain } from '../fountain/from-doc.ts';
import { fountainToDoc } from '../fountain/to-doc.ts';
import { fountainText } from '../testing/fountain-arbitrary.ts';
import { screenplaySchema } from './editor-schema.ts';
import type { ScriptJson } from './script-json.ts';
import { blockElement, scriptFromFragment, scriptJsonFromFragment } from './script-reader.ts';
import { fillFragment } from './script-writer.ts';
import { validateScriptFragment } from './validate-script.ts';

const SOURCE =
  'Title: A\n\nINT. HOUSE - DAY #4#\n\nHe **waits** [[how long?]] here.\nStill.\n\nMIO (V.O.) ^\nHi.\n\n## Two\n\n===\n';

function seeded(script: ScriptJson): Y.XmlFragment {
  const fragment = new Y.Doc().getXmlFragment('script');
  fillFragment(fragment, script);
  return fragment;
}

describe('a script in Yjs', () => {
  it('comes back as it went in, in another replica too', () => {
    const script = fountainToDoc(SOURCE);
    const fragment = seeded(script);
    expect(scriptJsonFromFragment(fragment)).toEqual(script);
    const other = new Y.Doc();
    if (fragment.doc === null) throw new Error('the fragment has a document');
    Y.applyUpdate(other, Y.encodeStateAsUpdate(fragment.doc));
    expect(docToFountain(scriptJsonFromFragment(other.getXmlFragment('script')))).toBe(SOURCE);
    expect(validateScriptFragment(other.getXmlFragment('script'))).toEqual([]);
  });

  it('keeps any text byte for byte', () => {
    fc.assert(
      fc.property(fountainText(), (source) => {
        const script = fountainToDoc(source);
        const fragment = seeded(script);
        const read = scriptJsonFromFragment(fragment);
        screenplaySchema().nodeFromJSON(read).check();
        expect(docToFountain(read)).toBe(source);
        expect(validateScriptFragment(fragment)).toEqual([]);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('finds a block by id and reads what was typed into it', () => {
    const script = fountainToDoc(SOURCE);
    const fragment = seeded(script);
    const speech = script.content.find((b) => b.type === 'dialogue');
    const element = blockElement(fragment, speech?.attrs.id ?? '');
    const text = element?.get(0);
    if (!(text instanceof Y.XmlText)) throw new Error('the speech holds text');
    text.insert(2, ' there');
    expect(scriptFromFragment(fragment).scenes[0]?.blocks.find((b) => b.type === 'dialogue')?.text).toBe('Hi there.');
    expect(docToFountain(scriptJsonFromFragment(fragment))).toBe(SOURCE.replace('Hi.', 'Hi there.'));
    expect(blockElement(fragment, 'nothing')).toBeNull();
  });

  it('refuses to seed what the schema does not know', () => {
    const bad = { type: 'doc', content: [{ type: 'iframe', attrs: {} }] } as unknown as ScriptJson;
    expect(() => seeded(bad)).toThrow(RangeError);
  });

  it('names what does not belong there', () => {
    const fragment = seeded(fountainToDoc('Rain.\n'));
    const script = new Y.XmlElement('script');
    script.setAttribute('src', 'https://example.org/x.js');
    const action = new Y.XmlElement('action');
    action.setAttribute('onclick', 'alert(1)');
    const inner = new Y.XmlElement('image');
    const text = new Y.XmlText();
    text.insert(0, 'x', { link: { href: 'javascript:alert(1)' } });
    action.insert(0, [text, inner]);
    fragment.insert(1, [script, action, new Y.XmlText('loose')]);
    const problems = validateScriptFragment(fragment);
    expect(problems).toEqual([
      'block 1 is not a screenplay element',
      'block 2 (action): "onclick" is not allowed',
      'block 2 has an unknown mark',
      'block 2 holds something that is neither text nor a line break',
      'block 3 is not a screenplay element',
    ]);
    expect(scriptJsonFromFragment(fragment).content.map((b) => b.type)).toEqual(['action', 'action']);
  });
});
