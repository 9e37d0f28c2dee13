import { Extension } from '@tiptap/core';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { BlockMatches } from '@trashfire/shared/document/commands/replace-matches';
import { blockTypeOf } from '@trashfire/shared/document/editor-schema';
import { CAPITALS } from './chains.ts';
import { type FindState, findAgain, goTo, startFinding, step } from './find-state.ts';
import { blockText, type FindQuery, type Match } from './find-text.ts';

type Action = { readonly query: FindQuery } | { readonly step: 1 | -1 } | { readonly from: number } | 'stop';

const KEY = new PluginKey<FindState | null>('find');
/** Matches on each side of the one one is at that are lit up: a letter stands ten thousand times in a script. */
const LIT = 400;

/** What is looked for in a script and found; null while nobody looks. */
export function findStateOf(state: EditorState): FindState | null {
  return KEY.getState(state) ?? null;
}

function next(tr: Transaction, before: FindState | null, { doc, selection }: EditorState, old: EditorState): FindState | null {
  const action = tr.getMeta(KEY) as Action | undefined;
  if (action === 'stop') return null;
  if (action !== undefined && 'query' in action) {
    // Typing on in what one looks for stays where one is.
    const from = before?.matches[before.current]?.from ?? selection.from;
    return startFinding(doc, action.query, from);
  }
  if (before === null) return null;
  const found = tr.docChanged ? findAgain(before, old.doc, doc) : before;
  if (action === undefined) return found;
  return 'step' in action ? step(found, action.step) : goTo(found, action.from);
}

const lit = new WeakMap<FindState, DecorationSet>();
function decorated(doc: ProseMirrorNode, found: FindState): DecorationSet {
  const { matches, current } = found;
  const first = Math.max(0, current - LIT);
  const set =
    lit.get(found) ??
    DecorationSet.create(
      doc,
      matches
        .slice(first, Math.max(0, current) + LIT)
        .map(({ from, to }, index) =>
          Decoration.inline(from, to, { class: first + index === current ? 'found found-current' : 'found' }),
        ),
    );
  lit.set(found, set);
  return set;
}

/**
 * Finding in the script: the places are lit up and followed while everybody types.
 * `onOpen` is called with what is selected when the keys for it are pressed.
 */
export const Find = Extension.create<{ onOpen: (replace: boolean, selected: string) => void }>({
  name: 'find',
  addOptions: () => ({ onOpen: () => undefined }),

  addKeyboardShortcuts() {
    const open = (replace: boolean) => () => {
      const { doc, selection } = this.editor.state;
      const inOneBlock = selection.$from.sameParent(selection.$to);
      this.options.onOpen(replace, inOneBlock ? doc.textBetween(selection.from, selection.to) : '');
      return true;
    };
    return { 'Mod-f': open(false), 'Mod-h': open(true), 'Mod-Alt-f': open(true) };
  },

  addProseMirrorPlugins() {
    return [
      new Plugin<FindState | null>({
        key: KEY,
        state: { init: () => null, apply: (tr, before, old, state) => next(tr, before, state, old) },
        props: {
          decorations: (state) => {
            const found = findStateOf(state);
            return found === null ? null : decorated(state.doc, found);
          },
        },
      }),
    ];
  },
});

function act(view: EditorView, action: Action): void {
  view.dispatch(view.state.tr.setMeta(KEY, action));
}

/** Brings the match one is at into sight; the focus stays where it is. */
function show(view: EditorView): void {
  view.dom.querySelector('.found-current')?.scrollIntoView({ block: 'nearest' });
}

export function find(view: EditorView, query: FindQuery): void {
  act(view, { query });
  show(view);
}

export function findNext(view: EditorView, by: 1 | -1): void {
  act(view, { step: by });
  show(view);
}

/** Ends the search. The focus goes back to the script, where what was found last is selected. */
export function stopFinding(view: EditorView): void {
  const found = findStateOf(view.state);
  const match = found?.matches[found.current];
  const { tr } = view.state;
  tr.setMeta(KEY, 'stop' satisfies Action);
  if (match !== undefined) tr.setSelection(TextSelection.create(tr.doc, match.from, match.to));
  view.dispatch(tr);
  view.focus();
}

/** Goes on behind a match that was replaced: what was put in may hold what is looked for. */
export function findBehind(view: EditorView, { from }: Match, inserted: number): void {
  act(view, { from: from + inserted });
  show(view);
}

/** Matches as the command that replaces them takes them, by block; what is put into capitals elements is in capitals. */
export function replacementsFor(doc: ProseMirrorNode, matches: readonly Match[], words: string): BlockMatches[] {
  const blocks = new Map<ProseMirrorNode, BlockMatches>();
  for (const { from, to } of matches) {
    const $from = doc.resolve(from);
    const block = $from.parent;
    const blockId: unknown = block.attrs.id;
    const type = blockTypeOf(block.type.name);
    if (typeof blockId !== 'string' || type === null) continue;
    const entry = blocks.get(block) ?? { blockId, text: blockText(block), replacements: [] };
    const insert = CAPITALS.has(type) ? words.toUpperCase() : words;
    entry.replacements.push({ at: $from.parentOffset, remove: to - from, insert });
    blocks.set(block, entry);
  }
  return [...blocks.values()];
}
