import { type Editor, Extension } from '@tiptap/core';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import { blockTypeOf, type ScreenplayBlock } from '@trashfire/shared/document/editor-schema';
import { CAPITALS, type ChainStep, ELEMENT_KEYS, onEnter, onShiftTab, onTab } from './chains.ts';
import { detectElement } from './detect.ts';
import { leaveScript } from './focus-now.ts';
import { asOneStep } from './undo-step.ts';

interface Current {
  readonly node: ProseMirrorNode;
  /** Position before the block. */
  readonly pos: number;
  readonly type: ScreenplayBlock;
  readonly empty: boolean;
}

/** The block the caret is in; null for a selection over several blocks or on a page break. */
export function currentBlock(state: EditorState): Current | null {
  const { $from, $to } = state.selection;
  if ($from.depth !== 1 || !$from.sameParent($to)) return null;
  const type = blockTypeOf($from.parent.type.name);
  return type === null ? null : { node: $from.parent, pos: $from.before(), type, empty: $from.parent.content.size === 0 };
}

/** Turns a block into another element; its source no longer holds, and its text is put in capitals where the element has them. */
export function changeBlock(tr: Transaction, pos: number, type: ScreenplayBlock): Transaction {
  const node = tr.doc.nodeAt(pos);
  const target = node?.type.schema.nodes[type];
  if (!node || !target) return tr;
  tr.setNodeMarkup(pos, target, { id: node.attrs.id });
  return CAPITALS.has(type) ? capitalise(tr, pos) : tr;
}

function capitalise(tr: Transaction, pos: number): Transaction {
  tr.doc.nodeAt(pos)?.forEach((child, offset) => {
    const upper = child.text?.toUpperCase();
    if (upper === undefined || upper === child.text) return;
    const from = pos + 1 + offset;
    tr.replaceWith(from, from + child.nodeSize, child.type.schema.text(upper, child.marks));
  });
  return tr;
}

function apply(editor: Editor, step: ChainStep): boolean {
  const { state, view } = editor;
  const current = currentBlock(state);
  if (current === null) return false;
  const { tr } = state;
  if ('change' in step) {
    const { from } = state.selection;
    changeBlock(tr, current.pos, step.change);
    tr.setSelection(TextSelection.create(tr.doc, Math.min(from, tr.doc.content.size)));
  } else {
    const type = state.schema.nodes[step.after];
    if (type === undefined) return false;
    const behind = current.pos + current.node.nodeSize;
    tr.insert(behind, type.create());
    tr.setSelection(TextSelection.create(tr.doc, behind + 1));
  }
  view.dispatch(tr.scrollIntoView());
  return true;
}

function enter(editor: Editor): boolean {
  const current = currentBlock(editor.state);
  if (current === null || !editor.state.selection.empty) return false;
  const { parentOffset } = editor.state.selection.$from;
  // Inside a text Enter parts it in two of the same kind, which is the editor's own Enter.
  if (parentOffset !== current.node.content.size) return false;
  return apply(editor, onEnter(current.type, current.empty));
}

/** What Tab does: the next likely element, in the caret's block or behind it. */
export function nextElement(editor: Editor): boolean {
  const current = currentBlock(editor.state);
  if (current !== null) apply(editor, onTab(current.type, current.empty));
  // Tab stays in the script whatever it did: leaving it is Escape, then Tab.
  return true;
}

/** Makes the caret's block an element, by key or menu: a step of its own, so that undo does not take the words along. */
export function setElement(editor: Editor, type: ScreenplayBlock): boolean {
  return asOneStep(editor, () => apply(editor, { change: type }));
}

/** What the block turns into when its text is this to the caret at its end; only action and cues turn by themselves, since they are where a new element is begun. */
function typedElement({ type }: Current, text: string): ScreenplayBlock | null {
  return type === 'action' || type === 'character' ? detectElement(text) : null;
}

/**
 * What a composition that has ended makes of its block, as typing would have: while an input method is at work nothing may change
 * under it. Null where nothing changes.
 */
export function composedElement(state: EditorState): Transaction | null {
  const current = currentBlock(state);
  if (current === null || !state.selection.empty) return null;
  const { node, pos, type } = current;
  const { tr, selection } = state;
  const becomes = selection.$from.parentOffset === node.content.size ? typedElement(current, node.textContent) : null;
  if (becomes !== null) changeBlock(tr, pos, becomes);
  else if (CAPITALS.has(type)) capitalise(tr, pos);
  if (!tr.docChanged) return null;
  return tr.setSelection(TextSelection.create(tr.doc, Math.min(selection.from, tr.doc.content.size)));
}

/** The keys of a screenplay: Enter and Tab chains, elements on numbers, and what typing by itself turns into. */
export const ScreenplayKeys = Extension.create({
  name: 'screenplayKeys',
  priority: 1100,

  addKeyboardShortcuts() {
    const { editor } = this;
    const numbers = ELEMENT_KEYS.flatMap((type, index) => {
      const set = () => setElement(editor, type);
      return [
        [`Mod-${index + 1}`, set],
        [`Mod-Alt-${index + 1}`, set],
      ] as const;
    });
    return {
      ...Object.fromEntries(numbers),
      Enter: () => enter(editor),
      Tab: () => nextElement(editor),
      'Shift-Tab': () => {
        const current = currentBlock(editor.state);
        if (current !== null) apply(editor, onShiftTab(current.type));
        return true;
      },
      Escape: () => {
        leaveScript(editor);
        return true;
      },
      'Mod-b': () => editor.commands.toggleMark('bold'),
      'Mod-i': () => editor.commands.toggleMark('italic'),
      'Mod-u': () => editor.commands.toggleMark('underline'),
      'Shift-Enter': () => editor.commands.insertContent({ type: 'hardBreak' }),
    };
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey('screenplayTyping'),
        props: {
          handleDOMEvents: {
            compositionend(view) {
              // The editor takes over the last of what was composed right behind this event.
              setTimeout(() => {
                const tr = view.isDestroyed || view.composing ? null : composedElement(view.state);
                if (tr !== null) view.dispatch(tr);
              });
              return false;
            },
          },
          handleTextInput(view, from, to, text) {
            const current = currentBlock(view.state);
            if (current === null || view.composing) return false;
            const { node, pos } = current;
            const atEnd = to === pos + node.nodeSize - 1;
            const becomes = atEnd ? typedElement(current, node.textContent.slice(0, from - pos - 1) + text) : null;
            if (becomes !== null) {
              const tr = view.state.tr.insertText(text, from, to);
              view.dispatch(changeBlock(tr, pos, becomes).scrollIntoView());
              return true;
            }
            if (CAPITALS.has(current.type) && text !== text.toUpperCase()) {
              view.dispatch(view.state.tr.insertText(text.toUpperCase(), from, to).scrollIntoView());
              return true;
            }
            return false;
          },
        },
      }),
    ];
  },
});
