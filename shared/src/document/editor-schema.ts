import { type Extensions, getSchema, Mark, Node } from '@tiptap/core';
import type { Schema } from '@tiptap/pm/model';
import { isId } from '../ids.ts';

/**
 * The ONE tiptap extension list of a screenplay. Browser, agent, worker and server build their schema from it: a client with
 * a smaller schema would delete the nodes it does not know for everyone (the Yjs binding drops what it cannot build).
 *
 * A script is a flat list of blocks. Text blocks hold `inline*` (text, hardBreak) with any mark: stricter content rules
 * would make a concurrent edit that breaks them delete the whole block. Key maps, carets and menus live in the client.
 */

/** Raised whenever a node, mark or attribute is added or changes meaning; part of the document's schema handshake (DESIGN §4). */
export const SCHEMA_VERSION = 1;

/** Every block type, in schema order: `action` is first because ProseMirror fills an empty document with the first block. */
export const SCREENPLAY_BLOCKS = [
  'action',
  'sceneHeading',
  'character',
  'parenthetical',
  'dialogue',
  'lyrics',
  'transition',
  'centered',
  'section',
  'synopsis',
  'note',
  'boneyard',
  'pageBreak',
  'titleField',
] as const;
export type ScreenplayBlock = (typeof SCREENPLAY_BLOCKS)[number];

/** Marks in schema order, the order ProseMirror keeps a mark set in. `inlineNote` is `[[ ]]` and `omitted` is a boneyard inside a line. */
export const SCREENPLAY_MARKS = ['bold', 'italic', 'underline', 'inlineNote', 'omitted'] as const;
export type ScreenplayMark = (typeof SCREENPLAY_MARKS)[number];

const COMMON = ['id', 'src'] as const;

/** Attributes allowed per block type; anything else on the wire is refused. */
export const BLOCK_ATTRIBUTES: Readonly<Record<ScreenplayBlock, readonly string[]>> = {
  action: COMMON,
  sceneHeading: [...COMMON, 'number'],
  character: [...COMMON, 'dual'],
  parenthetical: COMMON,
  dialogue: COMMON,
  lyrics: COMMON,
  transition: COMMON,
  centered: COMMON,
  section: [...COMMON, 'level'],
  synopsis: COMMON,
  note: COMMON,
  boneyard: COMMON,
  pageBreak: COMMON,
  titleField: [...COMMON, 'key'],
};

/** @returns the block type named so, or null (never throws: names arrive from the network). */
export function blockTypeOf(name: unknown): ScreenplayBlock | null {
  return SCREENPLAY_BLOCKS.find((type) => type === name) ?? null;
}

function attribute(name: string, fallback: unknown, read: (text: string | undefined) => unknown) {
  return {
    default: fallback,
    keepOnSplit: false,
    parseHTML: (element: { readonly dataset: Readonly<Record<string, string | undefined>> }) => read(element.dataset[name]),
    renderHTML: (attributes: Record<string, unknown>) =>
      attributes[name] === fallback ? {} : { [`data-${name}`]: String(attributes[name]) },
  };
}

/**
 * `id`: 12 characters of Crockford base32, null until minted; a heading's id is the scene's id (DESIGN §4).
 * `src`: the block's exact Fountain source with the blank lines around it, null for a block born in the editor; it never
 * enters HTML, so a pasted copy is written in canonical form. No attribute is copied when a block is split.
 * `number`: scene number as written between `#`. `dual`: cue of the right-hand column. `level`: 1 to 6. `key`: title page key.
 */
const ATTRIBUTES: Record<string, object> = {
  id: attribute('id', null, (text) => (isId(text) ? text : null)),
  src: { default: null, keepOnSplit: false, rendered: false, parseHTML: () => null },
  number: attribute('number', null, (text) => text ?? null),
  dual: attribute('dual', false, (text) => text === 'true'),
  level: attribute('level', 1, (text) => Math.min(6, Math.max(1, Math.trunc(Number(text)) || 1))),
  key: attribute('key', 'Title', (text) => text ?? 'Title'),
};

function blockNode(type: ScreenplayBlock): Node {
  const tag = type === 'pageBreak' ? 'hr' : 'p';
  return Node.create({
    name: type,
    group: 'block',
    ...(type === 'pageBreak' ? { atom: true, selectable: true } : { content: 'inline*', defining: true }),
    addAttributes: () => Object.fromEntries(BLOCK_ATTRIBUTES[type].map((name) => [name, ATTRIBUTES[name]])),
    // A bare paragraph (from another editor) is action, a bare rule a page break; `data-type` is our own and goes first.
    parseHTML: () => [
      { tag: `${tag}[data-type="${type}"]`, priority: 60, preserveWhitespace: 'full' as const },
      ...(type === 'action' || type === 'pageBreak' ? [{ tag, priority: 40 }] : []),
    ],
    renderHTML: ({ HTMLAttributes }) =>
      type === 'pageBreak' ? [tag, { ...HTMLAttributes, 'data-type': type }] : [tag, { ...HTMLAttributes, 'data-type': type }, 0],
  });
}

function emphasis(name: ScreenplayMark, tag: string, also: string[]): Mark {
  return Mark.create({
    name,
    parseHTML: () => [tag, ...also].map((t) => ({ tag: t })),
    renderHTML: () => [tag, 0],
  });
}

/** A note or an omission carries no emphasis (`excludes: '_'`), and typing after one is not part of it. */
function aside(name: ScreenplayMark): Mark {
  return Mark.create({
    name,
    inclusive: false,
    excludes: '_',
    parseHTML: () => [{ tag: `span[data-type="${name}"]` }],
    renderHTML: () => ['span', { 'data-type': name }, 0],
  });
}

const MARKS: Mark[] = [
  emphasis('bold', 'strong', ['b']),
  emphasis('italic', 'em', ['i']),
  emphasis('underline', 'u', []),
  aside('inlineNote'),
  aside('omitted'),
];

/** Line breaks carry no marks: the Yjs binding drops marks on elements, so replicas would differ from what was typed. */
const HardBreak = Node.create({
  name: 'hardBreak',
  group: 'inline',
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  parseHTML: () => [{ tag: 'br' }],
  renderHTML: () => ['br'],
  renderText: () => '\n',
});

/** Give this list to `new Editor({ extensions: [...screenplayExtensions, …] })` and to nothing smaller. */
export const screenplayExtensions: Extensions = [
  Node.create({ name: 'doc', topNode: true, content: 'block+' }),
  Node.create({ name: 'text', group: 'inline' }),
  ...SCREENPLAY_BLOCKS.map(blockNode),
  HardBreak,
  ...MARKS,
];

let schema: Schema | undefined;

/** The ProseMirror schema of {@link screenplayExtensions}, built once; needs no DOM. */
export function screenplaySchema(): Schema {
  schema ??= getSchema(screenplayExtensions);
  return schema;
}
