import { BLOCK_ATTRIBUTES, blockTypeOf, SCREENPLAY_MARKS } from '@trashfire/shared/document/editor-schema';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import * as Y from 'yjs';
import { logName } from './log-name.ts';

/** The editor's binding adds `--` and eight characters of hash to the name of a mark that may stand on a text twice. */
const MARK_NAME = /^(.*?)(?:--[a-zA-Z0-9+/=]{8})?$/s;

/**
 * Watches the screenplay and removes what the editor's schema does not know: nodes, attributes and marks. An editor would
 * drop an unknown node in its own way and at its own time, and so differ from its neighbours (R2). No attribute of the schema
 * is a URL or reaches HTML unescaped, so removing unknown ones also removes every `href`, `onerror` and the like (R7).
 */
export class ScriptRepair {
  private readonly fragment: Y.XmlFragment;
  private touched = new Set<Y.AbstractType<unknown>>();

  constructor(doc: Y.Doc) {
    this.fragment = scriptFragment(doc);
    this.fragment.observeDeep((events) => {
      for (const event of events) this.note(event);
    });
  }

  forget(): void {
    this.touched = new Set();
  }

  private note(event: Y.YEvent<Y.AbstractType<unknown>>): void {
    this.touched.add(event.target);
    for (const item of event.changes.added) {
      if (item instanceof Y.Item && item.content instanceof Y.ContentType) this.touched.add(item.content.type);
    }
  }

  /** Call inside a transaction. @returns a line per thing removed. */
  run(): string[] {
    const removed: string[] = [];
    const touched = this.touched;
    this.touched = new Set();
    for (const type of touched) {
      if (type !== this.fragment && (type._item === null || type._item.deleted)) continue;
      if (type === this.fragment) removed.push(...checkChildren(this.fragment, true));
      else if (type instanceof Y.XmlElement) removed.push(...checkAttributes(type), ...checkChildren(type, false));
      else if (type instanceof Y.XmlText) removed.push(...checkMarks(type));
    }
    return removed;
  }
}

function isAllowed(child: unknown, top: boolean): boolean {
  if (child instanceof Y.XmlElement) return top ? blockTypeOf(child.nodeName) !== null : child.nodeName === 'hardBreak';
  return child instanceof Y.XmlText && !top;
}

/** Goes backwards, so that removing one does not move those still to be looked at. */
function checkChildren(parent: Y.XmlFragment, top: boolean): string[] {
  const removed: string[] = [];
  const children: unknown[] = parent.toArray();
  for (let i = children.length - 1; i >= 0; i--) {
    const child = children[i];
    if (isAllowed(child, top)) continue;
    parent.delete(i, 1);
    removed.push(`script: ${child instanceof Y.XmlElement ? logName(child.nodeName) : 'stray content'}`);
  }
  return removed;
}

function checkAttributes(element: Y.XmlElement): string[] {
  const type = blockTypeOf(element.nodeName);
  const allowed: readonly string[] = type === null ? [] : BLOCK_ATTRIBUTES[type];
  const removed: string[] = [];
  for (const [name, value] of Object.entries<unknown>(element.getAttributes())) {
    if (allowed.includes(name) && (value === null || ['string', 'number', 'boolean'].includes(typeof value))) continue;
    element.removeAttribute(name);
    removed.push(`script: ${element.nodeName}[${logName(name)}]`);
  }
  return removed;
}

function checkMarks(text: Y.XmlText): string[] {
  const removed: string[] = [];
  const known: readonly string[] = SCREENPLAY_MARKS;
  let index = 0;
  const foreign: { index: number; length: number; name: string }[] = [];
  const embeds: number[] = [];
  for (const piece of text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]) {
    const length = typeof piece.insert === 'string' ? piece.insert.length : 1;
    if (typeof piece.insert !== 'string') embeds.push(index);
    for (const name of Object.keys(piece.attributes ?? {})) {
      if (!known.includes(MARK_NAME.exec(name)?.[1] ?? '')) foreign.push({ index, length, name });
    }
    index += length;
  }
  for (const { index: at, length, name } of foreign) {
    text.format(at, length, { [name]: null });
    removed.push(`script: mark ${logName(name)}`);
  }
  for (const at of embeds.reverse()) {
    text.delete(at, 1);
    removed.push('script: embedded object');
  }
  return removed;
}
