import type { Editor } from '@tiptap/core';
import { type EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';
import type { ScreenplayBlock } from '@trashfire/shared/document/editor-schema';
import { currentBlock } from './screenplay-keys.ts';

/** Elements a block can be turned into that have no key of their own. */
export const MORE_ELEMENTS = ['lyrics', 'centered', 'section', 'synopsis', 'note'] as const satisfies readonly ScreenplayBlock[];

/** A page break behind the caret's block, or in the place of an empty one, and a line below it to go on writing in. */
export function pageBreakAt(state: EditorState): Transaction | null {
  const current = currentBlock(state);
  const { pageBreak, action } = state.schema.nodes;
  if (current === null || pageBreak === undefined || action === undefined) return null;
  const end = current.pos + current.node.nodeSize;
  const at = current.empty ? current.pos : end;
  const { tr } = state;
  const next = state.doc.nodeAt(end);
  // There is always a block below to write in: a page break itself takes no caret.
  const blocks = next?.isTextblock ? [pageBreak.create()] : [pageBreak.create(), action.create()];
  tr.replaceWith(at, end, blocks);
  return tr.setSelection(TextSelection.create(tr.doc, at + pageBreak.create().nodeSize + 1));
}

/** Fields of a title page at the head of the script; where there is one already, the caret goes to it. */
export function titlePageIn(state: EditorState, fields: Readonly<Record<string, string>>): Transaction | null {
  const { titleField } = state.schema.nodes;
  if (titleField === undefined) return null;
  const { tr, schema, doc } = state;
  if (doc.firstChild?.type !== titleField) {
    const nodes = Object.entries(fields).map(([key, text]) => titleField.create({ key }, text === '' ? null : schema.text(text)));
    tr.insert(0, nodes);
  }
  return tr.setSelection(TextSelection.create(tr.doc, 1 + (tr.doc.firstChild?.content.size ?? 0)));
}

export function insertPageBreak(editor: Editor): void {
  const tr = pageBreakAt(editor.state);
  if (tr !== null) editor.view.dispatch(tr.scrollIntoView());
}

export function insertTitlePage(editor: Editor, fields: Readonly<Record<string, string>>): void {
  const tr = titlePageIn(editor.state, fields);
  if (tr !== null) editor.view.dispatch(tr.scrollIntoView());
}
