import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, type Inline, plainText, readMarkdown, safeHref } from './markdown.ts';

const ID = '0123456789AB';
const line = (text: string): readonly Inline[] => {
  const [block] = readMarkdown(text);
  return block !== undefined && 'children' in block && block.kind !== 'quote' ? block.children : [];
};

describe('Markdown of answers', () => {
  it('has marks, lists, code, quotes and tables', () => {
    const kinds = readMarkdown(
      '# A\n\nb **c** `d`\n\n- e\n- f\n\n1. g\n\n```\nh < i\n```\n\n> j\n\n|k|l|\n|-|-|\n|m|n|\n\n---',
    ).map(({ kind }) => kind);
    expect(kinds).toEqual(['heading', 'paragraph', 'list', 'list', 'code', 'quote', 'table', 'rule']);
    expect(line('a **b** ~~c~~ `d`')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'strong', children: [{ kind: 'text', text: 'b' }] },
      { kind: 'text', text: ' ' },
      { kind: 'del', children: [{ kind: 'text', text: 'c' }] },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'd' },
    ]);
  });

  it('a line break stands where it was written', () => {
    expect(line('NAO: 7 lines\nKITE: 2 lines').map(({ kind }) => kind)).toEqual(['text', 'break', 'text']);
  });

  it('a link into the episode is a citation', () => {
    expect(line(`see [scene 3](scene:${ID})`)).toEqual([
      { kind: 'text', text: 'see ' },
      { kind: 'cite', to: { kind: 'scene', id: ID }, label: 'scene 3' },
    ]);
  });

  it('text is what was written, not what HTML makes of it', () => {
    expect(plainText(readMarkdown('a < b && c > "d" \\*e\\* <b>f</b>'))).toBe('a < b && c > "d" *e* <b>f</b>');
  });

  it('copies as plain text', () => {
    const answer = `# Cast\n\n- **Nao**: [1](scene:${ID})\n- Kite\n\nA [page](https://example.com/).`;
    expect(plainText(readMarkdown(answer))).toBe('Cast\n\n- Nao: 1\n- Kite\n\nA page.');
  });

  it.each([
    ['https://example.com/a?b=c', 'https://example.com/a?b=c'],
    ['http://example.com', 'http://example.com/'],
    ['javascript:alert(1)', null],
    ['JaVaScRiPt:alert(1)', null],
    [' javascript:alert(1)', null],
    ['java\nscript:alert(1)', null],
    ['data:text/html,<script>alert(1)</script>', null],
    ['vbscript:x', null],
    ['file:///etc/passwd', null],
    ['//evil.example', null],
    ['/api/session', null],
    ['blob:https://example.com/1', null],
    ['', null],
  ])('links: %s', (href, safe) => expect(safeHref(href)).toBe(safe));
});

/** Every address and every kind of thing that would reach the page, and how deep it is nested. */
function leaves(blocks: readonly Block[]): { hrefs: string[]; kinds: Set<string>; depth: number } {
  const hrefs: string[] = [];
  const kinds = new Set<string>();
  let depth = 0;
  const inline = (piece: Inline, at: number): void => {
    depth = Math.max(depth, at);
    kinds.add(piece.kind);
    if (piece.kind === 'link') hrefs.push(piece.href);
    if ('children' in piece) for (const child of piece.children) inline(child, at + 1);
  };
  const block = (one: Block, at: number): void => {
    depth = Math.max(depth, at);
    kinds.add(one.kind);
    if (one.kind === 'quote') for (const child of one.children) block(child, at + 1);
    else if (one.kind === 'list') for (const item of one.items) for (const child of item) block(child, at + 1);
    else if (one.kind === 'table')
      for (const cell of [one.head, ...one.rows].flat()) for (const piece of cell) inline(piece, at + 1);
    else if ('children' in one) for (const piece of one.children) inline(piece, at + 1);
  };
  for (const one of blocks) block(one, 0);
  return { hrefs, kinds, depth };
}

describe('hostile answers', () => {
  const KINDS = /^(?:text|code|strong|em|del|link|cite|break|paragraph|heading|quote|list|table|rule)$/;
  const pieces = fc.constantFrom(
    '<script>',
    '<img src=x onerror=alert(1)>',
    '[a](javascript:alert(1))',
    '![x](http://e.example/t.png)',
    '<http://e.example>',
    '[b]: javascript:x\n',
    '[b]',
    '`',
    '```\n',
    '**',
    '_',
    '> ',
    '- ',
    '1. ',
    '|a|b|\n|-|-|\n',
    '\n',
    '\n\n',
    '#',
    '\\',
    '&lt;',
    '\u202e',
    '[',
    '](',
    ')',
    `[s](scene:${ID})`,
    'https://e.example/',
    'www.e.example',
    'a@e.example',
    '\0',
    ' ',
    'x',
  );

  it('nothing but text, safe links and citations comes out, whatever goes in', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (written) => {
        const blocks = readMarkdown(written);
        const { hrefs, kinds, depth } = leaves(blocks);
        for (const href of hrefs) expect(href).toMatch(/^https?:\/\//);
        expect(depth).toBeLessThanOrEqual(24);
        for (const kind of kinds) expect(kind).toMatch(KINDS);
        expect(typeof plainText(blocks)).toBe('string');
      }),
      { numRuns: 500 },
    );
  });

  it.each(['>', '[', '*', '_', '`', '- ', '![', '<', '(', '|', '~', '\\', '[a](', '**a ', '> - ', '1. ', '<a '])(
    'twenty thousand characters of %s are read at once',
    (piece) => {
      const blocks = readMarkdown(piece.repeat(Math.floor(20_000 / piece.length)));
      expect(leaves(blocks).depth).toBeLessThanOrEqual(24);
    },
  );

  it.each(['> ', '- ', '> - '])('what is nested in %s deeper than anybody reads is text', (mark) => {
    const blocks = readMarkdown(`${mark.repeat(100)}words`);
    expect(leaves(blocks).depth).toBeLessThanOrEqual(12);
    expect(plainText(blocks)).toContain('words');
  });

  it('what is longer than an answer is not read', () => {
    expect(readMarkdown('**x**'.repeat(10_000))).toHaveLength(1);
  });
});
