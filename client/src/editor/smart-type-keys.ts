import { t } from '@lingui/core/macro';
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { blockTypeOf } from '@trashfire/shared/document/editor-schema';
import { isComposing } from '../ui/keys.ts';
import { currentBlock } from './screenplay-keys.ts';
import { isTyped, type Line, listsOf, type Suggestion, suggest } from './smart-type.ts';
import { SmartTypePopup } from './smart-type-popup.ts';

/** What is offered at the caret. */
interface Offered {
  readonly suggestion: Suggestion;
  /** Position of the text it replaces, to the caret. */
  readonly from: number;
  readonly chosen: number;
}

interface SmartTypeState {
  readonly offered: Offered | null;
  /** Position before the block in which Escape was pressed: quiet until the caret leaves it. */
  readonly dismissed: number | null;
}

type Action = { readonly choose: number } | 'dismiss' | 'blur';

const NOTHING: SmartTypeState = { offered: null, dismissed: null };
const KEY = new PluginKey<SmartTypeState>('smartType');
/** Where the popup is read from by a screen reader; one editor is open in a window. */
const LIST_ID = 'smart-type';

function offeredAt(state: EditorState): Offered | null {
  const { $from, empty } = state.selection;
  const current = currentBlock(state);
  if (!empty || current === null || $from.parentOffset !== current.node.content.size) return null;
  if (current.type !== 'sceneHeading' && current.type !== 'character' && current.type !== 'transition') return null;
  const { textContent } = current.node;
  // Line breaks and such take a place of their own: offsets would not be those of the text.
  if (textContent.length !== current.node.content.size) return null;
  const lines: Line[] = [];
  state.doc.forEach((node) => {
    lines.push({ type: blockTypeOf(node.type.name) ?? 'action', text: node.textContent });
  });
  const suggestion = suggest(current.type, textContent, listsOf(lines, $from.index(0)));
  return suggestion && { suggestion, from: current.pos + 1 + suggestion.from, chosen: 0 };
}

function next(tr: Transaction, before: SmartTypeState, state: EditorState): SmartTypeState {
  const action = tr.getMeta(KEY) as Action | undefined;
  const block = currentBlock(state)?.pos ?? null;
  if (action === 'blur') return { ...before, offered: null };
  if (action === 'dismiss') return { offered: null, dismissed: block };
  if (action !== undefined) return before.offered ? { ...before, offered: { ...before.offered, chosen: action.choose } } : before;
  if (!tr.docChanged && !tr.selectionSet) return before;
  const dismissed = before.dismissed === null ? null : tr.mapping.map(before.dismissed);
  if (dismissed !== null && dismissed === block) return { offered: null, dismissed };
  const offered = offeredAt(state);
  // Typing of others moves the text and changes nothing here.
  const same = before.offered !== null && offered?.suggestion.options.join() === before.offered.suggestion.options.join();
  return { dismissed: null, offered: offered && same ? { ...offered, chosen: before.offered?.chosen ?? 0 } : offered };
}

/** Puts an option in. @returns false when there is none, or nothing would change. */
function accept(view: EditorView, index?: number): boolean {
  const { offered } = KEY.getState(view.state) ?? NOTHING;
  const option = offered?.suggestion.options[index ?? offered.chosen];
  if (!offered || option === undefined) return false;
  const { to } = view.state.selection;
  // What is typed whole is not taken over: Enter goes on to the next element.
  if (index === undefined && isTyped(option, view.state.doc.textBetween(offered.from, to))) return false;
  view.dispatch(view.state.tr.insertText(option, offered.from, to).scrollIntoView());
  return true;
}

function onKey(view: EditorView, event: KeyboardEvent): boolean {
  const { offered } = KEY.getState(view.state) ?? NOTHING;
  if (
    offered === null ||
    view.composing ||
    isComposing(event) ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.shiftKey
  )
    return false;
  const count = offered.suggestion.options.length;
  const act = (action: Action) => {
    view.dispatch(view.state.tr.setMeta(KEY, action));
    return true;
  };
  switch (event.key) {
    case 'ArrowDown':
      return act({ choose: (offered.chosen + 1) % count });
    case 'ArrowUp':
      return act({ choose: (offered.chosen + count - 1) % count });
    case 'Escape':
      return act('dismiss');
    case 'Enter':
    case 'Tab':
      return accept(view);
    default:
      return false;
  }
}

/**
 * SmartType: offers places, times, people and extensions of this script while a heading, a cue or a transition is written.
 * Up and down choose, Enter and Tab take, Escape keeps it quiet until the caret leaves the line.
 */
export const SmartType = Extension.create({
  name: 'smartType',
  // Before the keys of the screenplay, which give Enter, Tab and Escape their other meaning.
  priority: 1200,

  addProseMirrorPlugins() {
    return [
      new Plugin<SmartTypeState>({
        key: KEY,
        state: { init: () => NOTHING, apply: (tr, before, _old, state) => next(tr, before, state) },
        props: {
          handleKeyDown: onKey,
          handleDOMEvents: {
            blur: (view) => {
              view.dispatch(view.state.tr.setMeta(KEY, 'blur' satisfies Action));
              return false;
            },
          },
          attributes: (state): Record<string, string> => {
            const { offered } = KEY.getState(state) ?? NOTHING;
            if (offered === null) return {};
            return { 'aria-controls': LIST_ID, 'aria-activedescendant': `${LIST_ID}-${offered.chosen}` };
          },
        },
        view: (view) => {
          const popup = new SmartTypePopup(LIST_ID, t`Suggestions`, (index) => {
            accept(view, index);
            view.focus();
          });
          const show = () => {
            const { offered } = KEY.getState(view.state) ?? NOTHING;
            if (offered === null || !view.editable || !view.hasFocus()) popup.hide();
            else popup.show(offered.suggestion.options, offered.chosen, view.coordsAtPos(offered.from));
          };
          return { update: show, destroy: () => popup.destroy() };
        },
      }),
    ];
  },
});
