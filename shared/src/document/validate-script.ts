import * as Y from 'yjs';
import { isId } from '../ids.ts';
import { BLOCK_ATTRIBUTES, blockTypeOf, SCREENPLAY_MARKS, type ScreenplayBlock } from './editor-schema.ts';

/**
 * Whether JSON from the network is a script and nothing else. Everything not listed is refused: an unknown node, mark or
 * attribute is either another release's (the handshake says so) or an attempt to have other people's browsers render it.
 */

/** The most one script may hold; far above any episode, low enough to check in a blink (R7). */
export const SCRIPT_LIMITS = {
  blocks: 50_000,
  inlinePerBlock: 20_000,
  blockChars: 200_000,
  attributeChars: 400_000,
  problems: 50,
} as const;

type Attribute = (value: unknown) => boolean;

const nullable =
  (check: Attribute): Attribute =>
  (value) =>
    value === null || check(value);
const shortText =
  (limit: number): Attribute =>
  (value) =>
    typeof value === 'string' && value.length <= limit;

const ATTRIBUTES: Record<string, Attribute> = {
  id: nullable(isId),
  src: nullable(shortText(SCRIPT_LIMITS.attributeChars)),
  number: nullable(shortText(32)),
  dual: (value) => typeof value === 'boolean',
  level: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 6,
  key: shortText(100),
};

/** Whether a block of this type may carry this attribute with this value. */
export function attributeFits(type: ScreenplayBlock, name: string, value: unknown): boolean {
  return BLOCK_ATTRIBUTES[type].includes(name) && ATTRIBUTES[name]?.(value) === true;
}

/** Whether a formatting attribute of the editor's binding is one of our marks, on (`{}`, none of ours has attributes) or off. */
export function markFits(name: string, value: unknown): boolean {
  if (!SCREENPLAY_MARKS.some((mark) => mark === name)) return false;
  return value === null || (isRecord(value) && Object.keys(value).length === 0);
}

/** @returns what is wrong, in words, the first fifty at most; empty when the script is fine. */
export function validateScriptJson(json: unknown): string[] {
  const problems: string[] = [];
  if (!isRecord(json) || json.type !== 'doc') return ['the script is not a document'];
  unknownKeys(json, ['type', 'content'], 'the document', problems);
  const { content } = json;
  if (!Array.isArray(content) || content.length === 0) return [...problems, 'the script has no blocks'];
  if (content.length > SCRIPT_LIMITS.blocks) return [...problems, `the script has more than ${SCRIPT_LIMITS.blocks} blocks`];
  for (let i = 0; i < content.length && problems.length < SCRIPT_LIMITS.problems; i++)
    validateBlock(content[i], `block ${i}`, problems);
  return problems.slice(0, SCRIPT_LIMITS.problems);
}

/** The same for a Yjs fragment, read raw, so that what editors would not show is seen too. */
export function validateScriptFragment(fragment: Y.XmlFragment): string[] {
  return validateScriptJson({ type: 'doc', content: fragment.toArray().flatMap((node) => rawNode(node, 0)) });
}

/** Blocks hold text and line breaks only, so what lies deeper needs no reading to be refused. */
const MAX_DEPTH = 2;

function rawNode(node: Y.XmlElement | Y.XmlText | Y.XmlHook, depth: number): unknown[] {
  if (node instanceof Y.XmlText) {
    return node.toDelta().map((part: { insert?: unknown; attributes?: Record<string, unknown> }) => ({
      type: 'text',
      text: part.insert,
      marks: Object.entries(part.attributes ?? {}).map(([type, attrs]) => ({ type, attrs })),
    }));
  }
  if (!(node instanceof Y.XmlElement)) return [{ type: 'hook' }];
  const attrs = node.getAttributes();
  const content = depth < MAX_DEPTH ? node.toArray().flatMap((child) => rawNode(child, depth + 1)) : [];
  return [
    { type: node.nodeName, ...(Object.keys(attrs).length > 0 ? { attrs } : {}), ...(content.length > 0 ? { content } : {}) },
  ];
}

function validateBlock(block: unknown, where: string, problems: string[]): void {
  const type = isRecord(block) ? blockTypeOf(block.type) : null;
  if (!isRecord(block) || type === null) {
    problems.push(`${where} is not a screenplay element`);
    return;
  }
  unknownKeys(block, ['type', 'attrs', 'content'], where, problems);
  const attrs = block.attrs ?? {};
  if (!isRecord(attrs)) problems.push(`${where}: attributes are not a record`);
  else {
    unknownKeys(attrs, BLOCK_ATTRIBUTES[type], `${where} (${type})`, problems);
    for (const [name, value] of Object.entries(attrs)) {
      if (ATTRIBUTES[name]?.(value) === false) problems.push(`${where}: attribute ${name} has a value that is not allowed`);
    }
  }
  const content = block.content ?? [];
  if (!Array.isArray(content)) problems.push(`${where}: content is not a list`);
  else if (content.length > 0 && type === 'pageBreak') problems.push(`${where}: a page break holds nothing`);
  else if (content.length > SCRIPT_LIMITS.inlinePerBlock)
    problems.push(`${where} has more than ${SCRIPT_LIMITS.inlinePerBlock} parts`);
  else validateInline(content, where, problems);
}

function validateInline(content: readonly unknown[], where: string, problems: string[]): void {
  let chars = 0;
  for (const node of content) {
    if (!isRecord(node) || (node.type !== 'text' && node.type !== 'hardBreak')) {
      problems.push(`${where} holds something that is neither text nor a line break`);
      return;
    }
    const isText = node.type === 'text';
    unknownKeys(node, isText ? ['type', 'text', 'marks'] : ['type'], where, problems);
    if (!isText) continue;
    const { text } = node;
    if (typeof text !== 'string' || text === '') problems.push(`${where} holds a text that is not text`);
    else chars += text.length;
    validateMarks(node.marks, where, problems);
  }
  if (chars > SCRIPT_LIMITS.blockChars) problems.push(`${where} has more than ${SCRIPT_LIMITS.blockChars} characters`);
}

function validateMarks(marks: unknown, where: string, problems: string[]): void {
  if (marks === undefined) return;
  if (!Array.isArray(marks) || marks.length > SCREENPLAY_MARKS.length) {
    problems.push(`${where}: marks are not a list`);
    return;
  }
  for (const mark of marks) {
    if (!isRecord(mark) || !SCREENPLAY_MARKS.some((name) => name === mark.type)) problems.push(`${where} has an unknown mark`);
    else {
      unknownKeys(mark, ['type', 'attrs'], where, problems);
      // The Yjs binding writes an empty record for a mark without attributes, and none of ours has any.
      const attrs = mark.attrs ?? {};
      if (!isRecord(attrs) || Object.keys(attrs).length > 0) problems.push(`${where} has a mark with attributes`);
    }
  }
}

function unknownKeys(record: Record<string, unknown>, known: readonly string[], where: string, problems: string[]): void {
  for (const key of Object.keys(record))
    if (!known.includes(key)) problems.push(`${where}: "${key.slice(0, 40)}" is not allowed`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
