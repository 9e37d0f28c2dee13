import { describe, expect, it } from 'vitest';
import { BLOCK_ATTRIBUTES, blockTypeOf, SCREENPLAY_BLOCKS, SCREENPLAY_MARKS, screenplaySchema } from './editor-schema.ts';
import { SCRIPT_LIMITS, validateScriptJson } from './validate-script.ts';

const block = (type: string, attrs: object = {}, content: unknown[] = []) => ({
  type: 'doc',
  content: [{ type, attrs, content }],
});

describe('the screenplay schema', () => {
  it('has exactly the listed blocks, marks and attributes', () => {
    const schema = screenplaySchema();
    expect(Object.keys(schema.nodes).sort()).toEqual([...SCREENPLAY_BLOCKS, 'doc', 'text', 'hardBreak'].sort());
    expect(Object.keys(schema.marks)).toEqual([...SCREENPLAY_MARKS]);
    for (const type of SCREENPLAY_BLOCKS)
      expect(Object.keys(schema.nodes[type]?.spec.attrs ?? {})).toEqual([...BLOCK_ATTRIBUTES[type]]);
  });

  it('fills an empty document with action', () => {
    expect(screenplaySchema().topNodeType.createAndFill()?.firstChild?.type.name).toBe('action');
  });

  it('keeps the source out of HTML', () => {
    const node = screenplaySchema().node('sceneHeading', { id: '0123456789AB', src: 'INT. A\n\n', number: '7' });
    const html = JSON.stringify(node.type.spec.toDOM?.(node));
    expect(html).toContain('"data-type":"sceneHeading"');
    expect(html).toContain('"data-id":"0123456789AB"');
    expect(html).toContain('"data-number":"7"');
    expect(html).not.toContain('INT. A');
  });

  it('lets a note exclude emphasis', () => {
    const { marks } = screenplaySchema();
    const note = marks.inlineNote?.create();
    expect(
      marks.bold
        ?.create()
        .addToSet(note === undefined ? [] : [note])
        .map((mark) => mark.type.name),
    ).toEqual(['inlineNote']);
  });

  it('knows its block names only', () => {
    expect(blockTypeOf('dialogue')).toBe('dialogue');
    for (const name of ['paragraph', 'constructor', '', 7, null, undefined]) expect(blockTypeOf(name)).toBeNull();
  });
});

describe('validateScriptJson', () => {
  it('accepts every block with its attributes', () => {
    for (const type of SCREENPLAY_BLOCKS) {
      const attrs = Object.fromEntries(
        BLOCK_ATTRIBUTES[type].map((name) => [
          name,
          { id: '0123456789AB', src: null, number: '1', dual: true, level: 2, key: 'Title' }[name],
        ]),
      );
      expect(
        validateScriptJson(block(type, attrs, type === 'pageBreak' ? [] : [{ type: 'text', text: 'x' }, { type: 'hardBreak' }])),
      ).toEqual([]);
    }
  });

  it.each<[name: string, json: unknown, problem: RegExp]>([
    ['nothing', null, /not a document/],
    ['no blocks', { type: 'doc', content: [] }, /no blocks/],
    ['an unknown block', block('script'), /not a screenplay element/],
    ['a prototype name', block('__proto__'), /not a screenplay element/],
    ['an attribute of another block', block('action', { number: '1' }), /"number" is not allowed/],
    ['an event handler', block('action', { onclick: 'x' }), /"onclick" is not allowed/],
    ['an id that is not one', block('action', { id: '"><img>' }), /attribute id/],
    ['a level out of range', block('section', { level: 9 }), /attribute level/],
    ['a source that is not text', block('action', { src: { a: 1 } }), /attribute src/],
    ['a block inside a block', block('action', {}, [block('action')]), /neither text nor a line break/],
    [
      'a link',
      block('action', {}, [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:0' } }] }]),
      /unknown mark/,
    ],
    [
      'a mark with attributes',
      block('action', {}, [{ type: 'text', text: 'x', marks: [{ type: 'bold', attrs: { class: 'x' } }] }]),
      /mark with attributes/,
    ],
    ['text that is not text', block('action', {}, [{ type: 'text', text: 5 }]), /not text/],
    ['text in a page break', block('pageBreak', {}, [{ type: 'text', text: 'x' }]), /holds nothing/],
    [
      'a huge block',
      block('action', {}, [{ type: 'text', text: 'x'.repeat(SCRIPT_LIMITS.blockChars + 1) }]),
      /more than 200000 characters/,
    ],
    ['too many blocks', { type: 'doc', content: Array.from({ length: SCRIPT_LIMITS.blocks + 1 }) }, /more than 50000 blocks/],
    ['unknown keys', { type: 'doc', content: [{ type: 'action' }], style: 'x' }, /"style" is not allowed/],
  ])('refuses %s', (_name, json, problem) => {
    expect(validateScriptJson(json).join('\n')).toMatch(problem);
  });

  it('reports fifty problems at most', () => {
    const content = Array.from({ length: 500 }, () => ({ type: 'iframe' }));
    expect(validateScriptJson({ type: 'doc', content })).toHaveLength(SCRIPT_LIMITS.problems);
  });
});
