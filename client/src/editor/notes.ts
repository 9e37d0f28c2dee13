import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import { changeBlock, currentBlock } from './screenplay-keys.ts';

/** `[[a note]]` up to the caret, its last bracket still to be typed. */
const OPEN_NOTE = /\[\[([^[\]\n]+)\]$/;

/**
 * A note at the caret: what is selected in a line becomes one, an empty block turns into one, and behind anything else a block
 * for it begins. Null where the selection runs over several blocks, or where a note is already.
 */
export function addNote(state: EditorState): Transaction | null {
  const current = currentBlock(state);
  const mark = state.schema.marks.inlineNote?.create();
  const block = state.schema.nodes.note?.create();
  if (current === null || current.type === 'note' || mark === undefined || block === undefined) return null;
  const { tr, selection } = state;
  if (!selection.empty) return tr.addMark(selection.from, selection.to, mark);
  if (current.empty) return changeBlock(tr, current.pos, 'note');
  const behind = current.pos + current.node.nodeSize;
  tr.insert(behind, block);
  return tr.setSelection(TextSelection.create(tr.doc, behind + 1));
}

/** What typing the closing bracket of `[[a note]]` makes of it; a block of nothing else becomes a note as a whole. */
export function typedNote(state: EditorState, from: number, to: number, text: string): Transaction | null {
  const current = currentBlock(state);
  const mark = state.schema.marks.inlineNote?.create();
  if (text !== ']' || from !== to || current === null || mark === undefined || current.type === 'note') return null;
  const start = current.pos + 1;
  const found = OPEN_NOTE.exec(state.doc.textBetween(start, from, undefined, '\n'));
  const words = found?.[1];
  if (found === null || words === undefined) return null;
  const at = start + found.index;
  const isWhole = found.index === 0 && from === start + current.node.content.size;
  const tr = state.tr.delete(from - 1, from).delete(at, at + 2);
  if (isWhole && current.type === 'action') return changeBlock(tr, current.pos, 'note');
  tr.addMark(at, at + words.length, mark);
  return tr.setSelection(TextSelection.create(tr.doc, at + words.length)).removeStoredMark(mark);
}

/** Notes: Ctrl Alt N puts one in, and `[[a note]]` becomes one as it is typed. They are not printed. */
export const Notes = Extension.create({
  name: 'notes',
  addKeyboardShortcuts() {
    const { editor } = this;
    return {
      'Mod-Alt-n': () => {
        const tr = editor.isEditable ? addNote(editor.state) : null;
        if (tr !== null) editor.view.dispatch(tr.scrollIntoView());
        return tr !== null;
      },
    };
  },
  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey('notes'),
        props: {
          handleTextInput(view, from, to, text) {
            // Taking the brackets out from under an input method would end its composition.
            const tr = view.composing ? null : typedNote(view.state, from, to, text);
            if (tr === null) return false;
            view.dispatch(tr.scrollIntoView());
            return true;
          },
        },
      }),
    ];
  },
});
