import { Extension } from '@tiptap/core';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import type { Doc, Transaction } from 'yjs';
import { blockText, followOffset } from './find-text.ts';

/** A place in a block, wherever the block is. */
interface Place {
  readonly id: string;
  readonly offset: number;
  readonly text: string;
}

function placeOf(state: EditorState, pos: number): Place | null {
  const $pos = state.doc.resolve(pos);
  const id: unknown = $pos.parent.attrs.id;
  if ($pos.depth !== 1 || typeof id !== 'string') return null;
  return { id, offset: $pos.parentOffset, text: blockText($pos.parent) };
}

function positionOf(doc: ProseMirrorNode, { id, offset, text }: Place): number | null {
  let found: number | null = null;
  doc.forEach((node, pos) => {
    if (found === null && node.isTextblock && node.attrs.id === id)
      found = pos + 1 + Math.min(node.content.size, followOffset(text, blockText(node), offset));
  });
  return found;
}

/**
 * Where the caret belongs after others' edits, when it is no longer in the block it was in although that block is still there: it
 * was moved, which to the editor's binding looks like a block that was removed.
 * @returns the selection to set, or null where the caret is right as it is.
 */
export function placeKept(state: EditorState, anchor: Place | null, head: Place | null): TextSelection | null {
  if (anchor === null || head === null || placeOf(state, state.selection.head)?.id === head.id) return null;
  const [from, to] = [positionOf(state.doc, anchor), positionOf(state.doc, head)];
  return from === null || to === null ? null : TextSelection.create(state.doc, from, to);
}

/** Keeps the caret in its block when the block is moved: by somebody else, or here with an edit of this origin. */
export const KeepPlace = Extension.create<{ doc: Doc | null; origin: unknown }>({
  name: 'keepPlace',
  addOptions: () => ({ doc: null, origin: null }),
  addProseMirrorPlugins() {
    const { doc, origin } = this.options;
    return doc === null ? [] : [new Plugin({ key: new PluginKey('keepPlace'), view: (view) => follow(doc, origin, view) })];
  },
});

function follow(doc: Doc, own: unknown, view: EditorView): { destroy(): void } {
  let places: [anchor: Place | null, head: Place | null] = [null, null];
  const before = () => {
    const { state } = view;
    places = [placeOf(state, state.selection.anchor), placeOf(state, state.selection.head)];
  };
  const after = (_doc: Doc, transactions: Transaction[]) => {
    // Undo puts the caret where it means to.
    if (transactions.every(({ local, origin }) => local && origin !== own)) return;
    const selection = placeKept(view.state, ...places);
    if (selection === null) return;
    const tr = view.state.tr.setSelection(selection);
    view.dispatch(view.hasFocus() ? tr.scrollIntoView() : tr);
  };
  doc.on('beforeAllTransactions', before);
  doc.on('afterAllTransactions', after);
  return {
    destroy() {
      doc.off('beforeAllTransactions', before);
      doc.off('afterAllTransactions', after);
    },
  };
}
