import { blockTypeOf } from '@trashfire/shared/document/editor-schema';
import { attributeFits, markFits } from '@trashfire/shared/document/validate-script';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import * as Y from 'yjs';
import { logName } from './log-name.ts';
import type { Repaired } from './repaired.ts';

/**
 * Looks at each item that came into the screenplay and removes what the editor's schema does not know: nodes, attributes and
 * marks. An editor would drop an unknown node in its own way and at its own time, and so differ from its neighbours (R2). No
 * attribute of the schema is a URL or reaches HTML unescaped, so removing unknown ones also removes every `href`, `onerror`
 * and the like (R7). Items are looked at by themselves, wherever they stand: asking Yjs for events, children or positions
 * would walk over the whole script for each (R7).
 */
export class ScriptRepair {
  private readonly doc: Y.Doc;
  private readonly fragment: Y.XmlFragment;
  /** Per client the clock from which on content is new. */
  private fresh = new Map<number, number>();

  constructor(doc: Y.Doc) {
    this.doc = doc;
    this.fragment = scriptFragment(doc);
    doc.on('afterTransaction', (transaction: Y.Transaction) => {
      for (const [client, clock] of transaction.afterState) {
        const before = transaction.beforeState.get(client) ?? 0;
        if (before !== clock && !this.fresh.has(client)) this.fresh.set(client, before);
      }
    });
  }

  forget(): void {
    this.fresh = new Map();
  }

  /** Whether {@link run} would change anything. */
  isNeeded(): boolean {
    for (const item of this.newItems()) if (this.problemOf(item) !== null) return true;
    return false;
  }

  /** Call inside a transaction. Says what it removed. */
  run(transaction: Y.Transaction, repaired: Repaired): void {
    for (const item of [...this.newItems()]) {
      const problem = item.deleted ? null : this.problemOf(item);
      if (problem === null) continue;
      item.delete(transaction);
      repaired.add(`script: ${problem}`);
    }
    this.fresh = new Map();
  }

  private *newItems(): Generator<Y.Item> {
    for (const [client, from] of this.fresh) {
      const structs = this.doc.store.clients.get(client) ?? [];
      if (Y.getState(this.doc.store, client) <= from) continue;
      for (let i = Y.findIndexSS(structs, from); i < structs.length; i++) {
        const struct = structs[i];
        if (struct instanceof Y.Item && !struct.deleted) yield struct;
      }
    }
  }

  private problemOf(item: Y.Item): string | null {
    const { parent } = item;
    if (parent === this.fragment) return blockProblem(item);
    if (!(parent instanceof Y.AbstractType) || !isInside(parent, this.fragment)) return null;
    const type = parent instanceof Y.XmlElement ? blockTypeOf(parent.nodeName) : null;
    if (parent instanceof Y.XmlElement && type !== null && parent._item?.parent === this.fragment) {
      return item.parentSub === null ? childProblem(item, type) : attributeProblem(item, type, item.parentSub);
    }
    return parent instanceof Y.XmlText && item.parentSub === null ? textProblem(item) : 'content in a line break';
  }
}

function isInside(type: Y.AbstractType<unknown>, fragment: Y.XmlFragment): boolean {
  let around: unknown = type;
  while (around instanceof Y.AbstractType && around !== fragment) around = around._item?.parent;
  return around === fragment;
}

const typeOf = ({ content }: Y.Item): unknown => (content instanceof Y.ContentType ? content.type : null);

function blockProblem(item: Y.Item): string | null {
  const type = typeOf(item);
  if (!(type instanceof Y.XmlElement) || item.parentSub !== null) return 'stray content';
  return blockTypeOf(type.nodeName) === null ? logName(type.nodeName) : null;
}

function childProblem(item: Y.Item, block: string): string | null {
  const type = typeOf(item);
  if (block === 'pageBreak') return 'content in a page break';
  if (type instanceof Y.XmlText && !(type instanceof Y.XmlElement)) return null;
  if (!(type instanceof Y.XmlElement)) return 'stray content';
  return type.nodeName === 'hardBreak' ? null : logName(type.nodeName);
}

function attributeProblem({ content }: Y.Item, block: NonNullable<ReturnType<typeof blockTypeOf>>, name: string): string | null {
  const value: unknown = content instanceof Y.ContentAny ? content.getContent().at(-1) : undefined;
  return attributeFits(block, name, value) ? null : `${block}[${logName(name)}]`;
}

function textProblem({ content }: Y.Item): string | null {
  if (content instanceof Y.ContentString) return null;
  if (!(content instanceof Y.ContentFormat)) return 'embedded object';
  return markFits(content.key, content.value) ? null : `mark ${logName(content.key)}`;
}
