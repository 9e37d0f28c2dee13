import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScriptBlockJson, ScriptJson } from '../document/script-json.ts';
import { AppError } from '../errors/app-error.ts';
import { docToFountain } from '../fountain/from-doc.ts';
import { fountainToDoc } from '../fountain/to-doc.ts';
import { fdxToDoc } from './read.ts';
import { docToFdx } from './write.ts';

const file = (content: string, rest = '') =>
  `<?xml version="1.0" encoding="UTF-8" standalone="no" ?><FinalDraft DocumentType="Script" Template="No" Version="5"><Content>${content}</Content>${rest}</FinalDraft>`;
/** Type, text and what else is set, of each block. */
const shape = ({ content }: ScriptJson) =>
  content.map(({ type, attrs, content: inline }) => {
    const { id: _id, src: _src, ...rest } = attrs;
    const more = Object.fromEntries(
      Object.entries(rest).filter(([, value]) => value !== null && value !== false && value !== undefined),
    );
    return [type, textOf(inline), more];
  });
const textOf = (inline: ScriptBlockJson['content']) =>
  (inline ?? [])
    .map((node) =>
      node.type === 'text'
        ? `${(node.marks ?? []).map(({ type }) => type[0]).join('')}${node.marks ? ':' : ''}${node.text}`
        : '/',
    )
    .join('|');

describe('reading', () => {
  it('joins runs, keeps emphasis, numbers, page breaks, notes and dual speeches', () => {
    const { doc, losses } = fdxToDoc(
      file(`
        <Paragraph Type="Scene Heading" Number="12A"><SceneProperties Length="2/8" Page="3"/><Text>INT. LAMP </Text><Text AdornmentStyle="0">ROOM - NIGHT</Text></Paragraph>
        <Paragraph Type="Action" StartsNewPage="Yes"><Text>Rain &amp; </Text><Text Style="Bold+Underline">thunder</Text><Text>.</Text>
          <ScriptNote><Paragraph><Text>louder?</Text></Paragraph></ScriptNote></Paragraph>
        <Paragraph><DualDialogue>
          <Paragraph Type="Character"><Text>MIO</Text></Paragraph><Paragraph Type="Dialogue"><Text>Stop.</Text></Paragraph>
          <Paragraph Type="Character"><Text>REN</Text></Paragraph><Paragraph Type="Dialogue"><Text>Never.</Text></Paragraph>
        </DualDialogue></Paragraph>
        <Paragraph Type="Transition"><Text>CUT TO:</Text></Paragraph>`),
    );
    expect(shape(doc)).toEqual([
      ['sceneHeading', 'INT. LAMP ROOM - NIGHT', { number: '12A' }],
      ['pageBreak', '', {}],
      ['action', 'Rain & |bu:thunder|.', {}],
      ['note', 'louder?', {}],
      ['character', 'MIO', {}],
      ['dialogue', 'Stop.', {}],
      ['character', 'REN', { dual: true }],
      ['dialogue', 'Never.', {}],
      ['transition', 'CUT TO:', {}],
    ]);
    expect(losses).toEqual({});
  });

  it('counts what is lost', () => {
    const { losses } = fdxToDoc(
      file(`<Paragraph Type="Shot"><Text RevisionID="2">CLOSE ON</Text></Paragraph><Paragraph Type="Custom"><Text Style="Strikeout">gone</Text></Paragraph>
        <Paragraph Type="Scene Heading"><OmittedScene><Paragraph Type="Action"><Text>was</Text></Paragraph></OmittedScene><Text>OMITTED</Text></Paragraph>`),
    );
    expect(losses).toEqual({ unknownType: 2, revisions: 1, style: 1, omittedScene: 1 });
  });

  it('reads a title page', () => {
    const title = ['The Lamp', 'Written by', 'Mika', 'Harbour Films', '1 Pier Road']
      .map((line) => `<Paragraph Alignment="Center"><Text>${line}</Text></Paragraph>`)
      .join('');
    expect(
      shape(
        fdxToDoc(
          file('<Paragraph Type="Action"><Text>Rain.</Text></Paragraph>', `<TitlePage><Content>${title}</Content></TitlePage>`),
        ).doc,
      ),
    ).toEqual([
      ['titleField', 'The Lamp', { key: 'Title' }],
      ['titleField', 'Written by', { key: 'Credit' }],
      ['titleField', 'Mika', { key: 'Author' }],
      ['titleField', 'Harbour Films', { key: 'Contact' }],
      ['titleField', '1 Pier Road', { key: 'Contact' }],
      ['action', 'Rain.', {}],
    ]);
  });

  it('refuses what is no script, what breaks off, and what declares entities', () => {
    expect(() => fdxToDoc('<html></html>')).toThrow('not a Final Draft script');
    expect(() => fdxToDoc('<FinalDraft><Content><Paragraph>')).toThrow('not a whole XML file');
    expect(() => fdxToDoc('INT. KITCHEN - DAY')).toThrow();
    expect(() => fdxToDoc(`<!DOCTYPE x [<!ENTITY a "aaaa">]>${file('')}`)).toThrow('declares entities');
    expect(() => fdxToDoc(file('<Paragraph Type="Action"><Text>a</Text></Paragraph>'.repeat(50_001)))).toThrow('more than 50000');
  });

  it('says why it refused in a word, so that a screen can say it in its own language', () => {
    const fault = (text: string) => {
      try {
        fdxToDoc(text);
      } catch (error) {
        return error instanceof AppError ? error.details?.fault : error;
      }
      return null;
    };
    expect(fault('<html></html>')).toBe('no-script');
    expect(fault('<FinalDraft><Content><Paragraph>')).toBe('breaks-off');
    expect(fault(`<!DOCTYPE x [<!ENTITY a "aaaa">]>${file('')}`)).toBe('entities');
    expect(fault(`<FinalDraft><Content>${'<Paragraph><DualDialogue>'.repeat(20_000)}`)).toBe('breaks-off');
  });
});

describe('writing', () => {
  it('comes back the same, from Fountain to Final Draft and back', () => {
    const fountain = [
      'Title: The Lamp',
      'Credit: written by',
      'Author: Mika',
      '',
      '# Act one',
      '',
      '= The light goes out.',
      '',
      'INT. LAMP ROOM - NIGHT #4#',
      '',
      'Rain & _thunder_ <over> the *harbour*.',
      '',
      'MIO',
      '(low)',
      'It is **out**.',
      '',
      'REN ^',
      'Never.',
      '',
      '> END <',
      '',
      '> CUT TO:',
      '',
      '===',
      '',
      'EXT. PIER - DAWN',
      '',
      'Gulls.',
      '',
    ].join('\n');
    const doc = fountainToDoc(fountain);
    const written = docToFdx(doc);
    expect(written.omitted).toBe(0);
    const back = fdxToDoc(written.fdx);
    expect(back.losses).toEqual({});
    expect(shape(back.doc)).toEqual(shape(doc));
    expect(docToFountain(back.doc)).toContain('INT. LAMP ROOM - NIGHT #4#');
  });

  it('says how many pieces have no place in such a file', () => {
    const written = docToFdx(fountainToDoc('INT. ROOM\n\nHe /* never */ goes.\n\n/* a cut scene */\n'));
    expect(written.omitted).toBe(2);
    expect(written.fdx).not.toContain('never');
  });

  it('makes whole XML of any text and keeps every letter XML allows', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 8 }), (texts) => {
        const content = texts.map(
          (words): ScriptBlockJson => ({
            type: 'action',
            attrs: { id: null, src: null },
            content: [{ type: 'text', text: words }],
          }),
        );
        const { doc } = fdxToDoc(docToFdx({ type: 'doc', content }).fdx);
        const letters = (blocks: ScriptBlockJson[]) =>
          blocks
            .map((block) => textOf(block.content))
            .join('')
            .replace(/[\p{Cc}\ufffe\uffff\s/|]/gu, '');
        expect(letters(doc.content)).toBe(letters(content).toWellFormed());
      }),
      { numRuns: 500 },
    );
  });
});
