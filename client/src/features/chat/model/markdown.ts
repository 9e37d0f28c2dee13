import { type Citation, readCitation } from '@trashfire/shared/api/cite';
import { Lexer, type Token, type Tokens } from 'marked';

/** A piece of a line. There is no kind that holds markup: what is not one of these is text. */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em' | 'del'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: 'cite'; readonly to: Citation; readonly label: string }
  | { readonly kind: 'break' };

export type Block =
  | { readonly kind: 'paragraph' | 'heading'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly children: readonly Block[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly start: number; readonly items: readonly (readonly Block[])[] }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: 'rule' };

/** Deeper than an answer is nested; below it stands text. */
const DEEPEST = 8;
/** An answer of the agent has at most 20 000 characters; a longer text is not read as Markdown. */
const LONGEST = 20_000;

/** Reads an answer. HTML in it is text, a link leads to http or https or into the episode, a picture is its words. */
export function readMarkdown(text: string): readonly Block[] {
  if (text.length > LONGEST) return [paragraph(text)];
  try {
    return blocksOf(new Lexer({ gfm: true, breaks: true }).lex(text), 0);
  } catch {
    // Nested deeper than the reader can follow.
    return [paragraph(text)];
  }
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', children: [{ kind: 'text', text }] };
}

function blocksOf(tokens: readonly Token[], depth: number): Block[] {
  return tokens.flatMap((token) => blockOf(token, depth) ?? []);
}

function blockOf(token: Token, depth: number): Block | null {
  if (depth > DEEPEST) return paragraph(token.raw);
  const children = 'tokens' in token ? (token.tokens ?? []) : [];
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'hr':
      return { kind: 'rule' };
    case 'heading':
      return { kind: 'heading', children: inlinesOf(children, depth + 1) };
    case 'code':
      return { kind: 'code', text: (token as Tokens.Code).text };
    case 'blockquote':
      return { kind: 'quote', children: blocksOf(children, depth + 1) };
    case 'list': {
      const { ordered, start, items } = token as Tokens.List;
      const first = typeof start === 'number' ? start : 1;
      return { kind: 'list', ordered, start: first, items: items.map((item) => blocksOf(item.tokens, depth + 1)) };
    }
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      const cell = ({ tokens }: Tokens.TableCell) => inlinesOf(tokens, depth + 1);
      return { kind: 'table', head: header.map(cell), rows: rows.map((row) => row.map(cell)) };
    }
    case 'paragraph':
      return { kind: 'paragraph', children: inlinesOf(children, depth + 1) };
    case 'text':
      return { kind: 'paragraph', children: children.length > 0 ? inlinesOf(children, depth + 1) : inlineOf(token, depth + 1) };
    default:
      return paragraph(token.raw);
  }
}

function inlinesOf(tokens: readonly Token[], depth: number): Inline[] {
  return tokens.flatMap((token) => inlineOf(token, depth));
}

function inlineOf(token: Token, depth: number): Inline[] {
  if (depth > DEEPEST) return [{ kind: 'text', text: token.raw }];
  const children = 'tokens' in token && token.tokens ? inlinesOf(token.tokens, depth + 1) : [];
  switch (token.type) {
    case 'br':
      return [{ kind: 'break' }];
    case 'strong':
    case 'em':
    case 'del':
      return [{ kind: token.type, children }];
    case 'codespan':
      return [{ kind: 'code', text: (token as Tokens.Codespan).text }];
    case 'escape':
    case 'text':
      return children.length > 0 ? children : [{ kind: 'text', text: (token as Tokens.Text).text }];
    case 'link':
      return linkOf((token as Tokens.Link).href, children);
    case 'image':
      return [{ kind: 'text', text: (token as Tokens.Image).text }];
    default:
      return [{ kind: 'text', text: token.raw }];
  }
}

function linkOf(href: string, children: readonly Inline[]): Inline[] {
  const to = readCitation(href);
  if (to !== null) return [{ kind: 'cite', to, label: plainLine(children) }];
  const safe = safeHref(href);
  return safe === null ? [...children] : [{ kind: 'link', href: safe, children }];
}

/** @returns the address of a page on the web, or null for everything else a link can be. */
export function safeHref(href: string): string | null {
  const url = URL.parse(href);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null;
}

/** The words of an answer without its marks: what is copied. */
export function plainText(blocks: readonly Block[]): string {
  return blocks.map(plainBlock).join('\n\n');
}

function plainBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return plainLine(block.children);
    case 'code':
      return block.text;
    case 'quote':
      return plainText(block.children);
    case 'rule':
      return '';
    case 'list':
      return block.items
        .map((item, i) => `${block.ordered ? `${block.start + i}.` : '-'} ${item.map(plainBlock).join('\n')}`)
        .join('\n');
    case 'table':
      return [block.head, ...block.rows].map((row) => row.map(plainLine).join('\t')).join('\n');
  }
}

function plainLine(pieces: readonly Inline[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'break') return '\n';
      if (piece.kind === 'cite') return piece.label;
      return 'text' in piece ? piece.text : plainLine(piece.children);
    })
    .join('');
}
