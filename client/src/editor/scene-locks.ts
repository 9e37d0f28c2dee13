import { Extension } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { blockTypeOf } from '@trashfire/shared/document/editor-schema';
import { sceneRange } from '@trashfire/shared/document/moves/scene-range';

/** Ids of locked scenes, with what is written beside their headings. */
type Locks = ReadonlyMap<string, string>;

interface Shown {
  readonly locks: Locks;
  readonly set: DecorationSet;
}

const KEY = new PluginKey<Shown>('sceneLocks');
const NOTHING: Shown = { locks: new Map(), set: DecorationSet.empty };

interface Options {
  /** Told which scene's lock has kept an edit of this person out. */
  onRefused: (sceneId: string) => void;
}

/** Holds the text of locked scenes as it is: what this window types there is refused. What others wrote comes in all the same (SPEC S3). */
export const SceneLocks = Extension.create<Options>({
  name: 'sceneLocks',
  addOptions: () => ({ onRefused: () => undefined }),
  addProseMirrorPlugins() {
    const { options } = this;
    return [
      new Plugin<Shown>({
        key: KEY,
        filterTransaction(tr, state) {
          const id = heldBack(tr, state.doc, KEY.getState(state)?.locks ?? NOTHING.locks);
          if (id === null) return true;
          // Nothing may be told, and so dispatched, in the middle of a dispatch.
          queueMicrotask(() => options.onRefused(id));
          return false;
        },
        state: {
          init: () => NOTHING,
          apply: (tr, shown) => {
            const locks = (tr.getMeta(KEY) as Locks | undefined) ?? shown.locks;
            return locks === shown.locks && !tr.docChanged ? shown : { locks, set: drawn(tr.doc, locks) };
          },
        },
        props: { decorations: (state) => KEY.getState(state)?.set },
      }),
    ];
  },
});

/** Keeps these scenes as they are from now on, and no others. */
export function showSceneLocks(view: EditorView, locks: Locks): void {
  view.dispatch(view.state.tr.setMeta(KEY, locks).setMeta('addToHistory', false));
}

/** The scene whose lock keeps a transaction out; null where it may go on. */
function heldBack(tr: Transaction, before: ProseMirrorNode, locks: Locks): string | null {
  // What others wrote, and undo, which is not held up.
  if (!tr.docChanged || locks.size === 0 || isChangeOrigin(tr)) return null;
  const [was, is] = [blocksOf(before), blocksOf(tr.doc)];
  for (const id of locks.keys()) if (changes(id, was, is)) return id;
  return null;
}

function changes(sceneId: string, before: readonly Block[], after: readonly Block[]): boolean {
  const was = sceneRange(before, sceneId);
  if (was === null) return false;
  const is = sceneRange(after, sceneId);
  if (is === null || is.to - is.from !== was.to - was.from) return true;
  // A block that no step touched is the same object.
  return before.slice(was.from, was.to).some(({ node }, at) => {
    const now = after[is.from + at]?.node;
    return now === undefined || (now !== node && !now.eq(node));
  });
}

interface Block {
  readonly id: string | null;
  readonly type: ReturnType<typeof blockTypeOf>;
  readonly node: ProseMirrorNode;
}

function blocksOf(doc: ProseMirrorNode): Block[] {
  return doc.children.map((node) => {
    const id: unknown = node.attrs.id;
    return { id: typeof id === 'string' ? id : null, type: blockTypeOf(node.type.name), node };
  });
}

function drawn(doc: ProseMirrorNode, locks: Locks): DecorationSet {
  if (locks.size === 0) return DecorationSet.empty;
  const blocks = blocksOf(doc);
  const starts: number[] = [];
  doc.forEach((_, pos) => {
    starts.push(pos);
  });
  const decorations: Decoration[] = [];
  for (const [id, words] of locks) {
    const range = sceneRange(blocks, id);
    if (range === null) continue;
    for (let at = range.from; at < range.to; at++) {
      const [pos, size] = [starts[at] ?? 0, blocks[at]?.node.nodeSize ?? 0];
      const heading: Record<string, string> = at === range.from ? { 'data-locked': words } : {};
      decorations.push(Decoration.node(pos, pos + size, { class: 'scene-locked', ...heading }));
    }
  }
  return DecorationSet.create(doc, decorations);
}
