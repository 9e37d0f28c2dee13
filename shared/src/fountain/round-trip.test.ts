import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { screenplaySchema } from '../document/editor-schema.ts';
import type { ScriptBlockJson, ScriptInlineJson, ScriptJson } from '../document/script-json.ts';
import { validateScriptJson } from '../document/validate-script.ts';
import { countOf } from '../testing/counts.ts';
import { fountainText, typedText } from '../testing/fountain-arbitrary.ts';
import { decodeBlock } from './decode.ts';
import { docToFountain } from './from-doc.ts';
import { parseFountain } from './parse.ts';
import { plainText } from './script.ts';
import { blocksToDoc, fountainToDoc } from './to-doc.ts';

const RUNS = { seed: 20_240_611, numRuns: countOf('random scripts a property of Fountain', { usual: 3_000, long: 100_000 }) };

function counter(): () => string {
  let next = 0;
  return () =>
    (next++)
      .toString(32)
      .toUpperCase()
      .replace(/[ILOU]/g, 'Z')
      .padStart(12, '0');
}

function withText(block: ScriptBlockJson, text: string): ScriptBlockJson {
  const content: ScriptInlineJson[] = [{ type: 'text', text }];
  return { ...block, content };
}

function replaceBlock(doc: ScriptJson, index: number, block: ScriptBlockJson): ScriptJson {
  return { type: 'doc', content: doc.content.map((old, i) => (i === index ? block : old)) };
}

/** What reading gives, white space at the ends of lines aside: types and visible text. */
function shape(source: string): string[] {
  return parseFountain(source).map((block) => block.type);
}

describe('any text', () => {
  it('is tiled by its blocks: ranges in order, nothing left out, bodies inside ranges', () => {
    fc.assert(
      fc.property(fountainText(), (source) => {
        const blocks = parseFountain(source);
        let at = 0;
        for (const block of blocks) {
          expect(block.range[0]).toBe(at);
          expect(block.src).toBe(source.slice(...block.range));
          expect(block.body[0]).toBeGreaterThanOrEqual(block.range[0]);
          expect(block.body[1]).toBeLessThanOrEqual(block.range[1]);
          let last = block.range[0];
          for (const run of block.runs) {
            expect(run.start).toBeGreaterThanOrEqual(last);
            expect(run.end).toBeGreaterThanOrEqual(run.start);
            last = run.start;
          }
          at = block.range[1];
        }
        expect(at).toBe(source.length);
      }),
      RUNS,
    );
  });

  it('comes out byte for byte when no one touched it, and fits the schema', () => {
    fc.assert(
      fc.property(fountainText(), (source) => {
        const doc = fountainToDoc(source, counter());
        screenplaySchema().nodeFromJSON(doc).check();
        expect(validateScriptJson(doc)).toEqual([]);
        expect(docToFountain(doc)).toBe(source);
      }),
      RUNS,
    );
  });

  it('keeps every other block byte for byte, and every type, when one block is rewritten', () => {
    fc.assert(
      fc.property(fountainText(), fc.nat(), typedText, (source, pick, typed) => {
        const text = typed.replace(/[\r\n]/g, ' ').trim();
        const doc = fountainToDoc(source, counter());
        const index = pick % doc.content.length;
        const block = doc.content[index];
        fc.pre(text !== '' && block !== undefined && block.type !== 'pageBreak' && !(source.trim() === '' && source !== ''));
        if (block === undefined) return;
        const written = docToFountain(replaceBlock(doc, index, withText(block, text)));
        const before = doc.content
          .slice(0, index)
          .map((b) => b.attrs.src)
          .join('');
        const after = doc.content
          .slice(index + 1)
          .map((b) => b.attrs.src)
          .join('');
        if (!mayNeedForcing(source)) {
          expect(written.startsWith(before)).toBe(true);
          expect(written.endsWith(after)).toBe(true);
        }
        expect(shape(written)).toEqual(doc.content.map((b) => b.type));
      }),
      RUNS,
    );
  });
});

/**
 * Two rare sources in which an edit elsewhere changes what an untouched line means, so that line is escaped: an opener nothing
 * closed, and a first line like `CUT TO:` that a later `Author:` would turn into a title page.
 */
function mayNeedForcing(source: string): boolean {
  const loose = (src: string) => /\[\[|\/\*/.test(src.replace(/\/\*.*?\*\/|\[\[.*?\]\]/gs, ''));
  return /^\W*[^\r\n:]*:/.test(source) || parseFountain(source).some((block) => loose(block.src));
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** An empty paragraph, heading or speech has no form in Fountain. */
function isDropped(block: ScriptBlockJson): boolean {
  const empty = (block.content ?? []).every((node) => node.type === 'hardBreak' || node.text.trim() === '');
  return empty && ['action', 'sceneHeading', 'dialogue'].includes(block.type);
}

describe('canonical form', () => {
  it('reads back as the same blocks with the same text and marks', () => {
    fc.assert(
      fc.property(fountainText(), (source) => {
        const doc = fountainToDoc(source, counter());
        // A speech that is nothing but notes is, in Fountain, the notes.
        fc.pre(source.trim() !== '' && !doc.content.some((b) => b.type === 'dialogue' && plainText(b) === '' && !isDropped(b)));
        const bare: ScriptJson = { type: 'doc', content: doc.content.map((b) => ({ ...b, attrs: { ...b.attrs, src: null } })) };
        const once = docToFountain(bare);
        const read = parseFountain(once);
        const said = doc.content.filter((b) => !isDropped(b));
        expect(read.map((b) => b.type)).toEqual(said.map((b) => b.type));
        expect(read.map((b) => squeezed(b.text))).toEqual(said.map((b) => squeezed(plainText(b))));
        const again = docToFountain({
          type: 'doc',
          content: blocksToDoc(read).content.map((b) => ({ ...b, attrs: { ...b.attrs, src: null } })),
        });
        expect(again).toBe(once);
      }),
      RUNS,
    );
  });

  it('gives back typed text in every kind of block', () => {
    fc.assert(
      fc.property(
        typedText,
        fc.constantFrom(
          'action',
          'dialogue',
          'character',
          'sceneHeading',
          'transition',
          'centered',
          'lyrics',
          'synopsis',
          'section',
          'parenthetical',
        ),
        (typed, type) => {
          const text = typed.replace(/\s+/g, ' ').trim();
          fc.pre(text !== '');
          const cue: ScriptBlockJson = {
            type: 'character',
            attrs: { id: null, src: null },
            content: [{ type: 'text', text: 'MIO' }],
          };
          const block: ScriptBlockJson = { type, attrs: { id: null, src: null }, content: [{ type: 'text', text }] };
          const spoken = type === 'dialogue' || type === 'parenthetical';
          const written = docToFountain({ type: 'doc', content: spoken ? [cue, block] : [block] });
          const read = parseFountain(written).at(-1);
          expect(read?.type).toBe(type);
          expect(read?.text).toBe(text);
          expect(decodeBlock(type, read?.src ?? '').text).toBe(text);
        },
      ),
      RUNS,
    );
  });
});
