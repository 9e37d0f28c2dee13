import { Extension } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { ScriptPoint, ScriptRange } from '@trashfire/shared/document/anchors/range';

/** The letters a thread is about, as positions of the editor. */
export interface MarkedThread {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

interface Marks {
  readonly threads: readonly MarkedThread[];
  readonly active: string | null;
  readonly set: DecorationSet;
}
type Action = { readonly ranges: ReadonlyMap<string, ScriptRange>; readonly active: string | null };

const KEY = new PluginKey<Marks>('commentMarks');

interface Options {
  /** Where the threads are in the script at this moment; asked when somebody else has edited. */
  locate: () => ReadonlyMap<string, ScriptRange>;
  onPress: (ids: readonly string[]) => void;
}

/** Lights up what threads are about. Nothing is written to the script. */
export const CommentMarks = Extension.create<Options>({
  name: 'commentMarks',
  addOptions: () => ({ locate: () => new Map(), onPress: () => undefined }),
  addProseMirrorPlugins() {
    const { options } = this;
    return [
      new Plugin<Marks>({
        key: KEY,
        state: {
          init: () => ({ threads: [], active: null, set: DecorationSet.empty }),
          apply: (tr, marks) => next(tr, marks, options),
        },
        props: {
          decorations: (state) => KEY.getState(state)?.set,
          // Who may only look has no caret.
          handleClick(view, pos) {
            const ids = view.editable ? [] : threadsAt(view.state, pos);
            if (ids.length > 0) options.onPress(ids);
            return false;
          },
        },
        view: () => ({
          // By the caret and not by the click: lighting up before the editor has read the caret would put it back to where it was.
          update(view, before) {
            const { doc, selection } = view.state;
            if (before.doc !== doc || before.selection.eq(selection) || !view.hasFocus()) return;
            const ids = threadsAt(view.state, selection.head);
            if (ids.length > 0) options.onPress(ids);
          },
        }),
      }),
    ];
  },
});

function next(tr: Transaction, marks: Marks, { locate }: Options): Marks {
  const action = tr.getMeta(KEY) as Action | undefined;
  if (action !== undefined) return marked(tr.doc, positionsOf(tr.doc, action.ranges), action.active);
  if (!tr.docChanged || marks.threads.length === 0) return marks;
  // An edit of somebody else replaces the whole script for the editor, so no position can be followed through it.
  if (isChangeOrigin(tr)) return marked(tr.doc, positionsOf(tr.doc, onlyKnown(locate(), marks)), marks.active);
  const threads = marks.threads.map(({ id, from, to }) => ({ id, from: tr.mapping.map(from, 1), to: tr.mapping.map(to, -1) }));
  return marked(
    tr.doc,
    threads.filter(({ from, to }) => from < to),
    marks.active,
  );
}

/** Of all threads those that are lit up. */
function onlyKnown(ranges: ReadonlyMap<string, ScriptRange>, { threads }: Marks): ReadonlyMap<string, ScriptRange> {
  const known = new Set(threads.map(({ id }) => id));
  return new Map([...ranges].filter(([id]) => known.has(id)));
}

function marked(doc: ProseMirrorNode, threads: readonly MarkedThread[], active: string | null): Marks {
  const decorations = threads.map(({ id, from, to }) =>
    Decoration.inline(from, to, { class: id === active ? 'commented commented-active' : 'commented' }, { thread: id }),
  );
  return { threads, active, set: DecorationSet.create(doc, decorations) };
}

function positionsOf(doc: ProseMirrorNode, ranges: ReadonlyMap<string, ScriptRange>): MarkedThread[] {
  if (ranges.size === 0) return [];
  const starts: number[] = [];
  doc.forEach((_, start) => {
    starts.push(start);
  });
  const at = ({ block, offset }: ScriptPoint): number | null => {
    const start = starts[block];
    return start === undefined ? null : start + 1 + Math.min(offset, doc.child(block).content.size);
  };
  return [...ranges].flatMap(([id, range]) => {
    const [from, to] = [at(range.from), at(range.to)];
    return from === null || to === null || from >= to ? [] : [{ id, from, to }];
  });
}

/** Lights up these and no others. What is lit so already is left alone: drawing it again while somebody clicks puts their caret back. */
export function showThreads(view: EditorView, ranges: ReadonlyMap<string, ScriptRange>, active: string | null): void {
  const lit = KEY.getState(view.state);
  const wanted = { threads: positionsOf(view.state.doc, ranges), active };
  if (JSON.stringify(wanted) === JSON.stringify({ threads: lit?.threads, active: lit?.active })) return;
  view.dispatch(view.state.tr.setMeta(KEY, { ranges, active } satisfies Action).setMeta('addToHistory', false));
}

/** The lit threads where they are now. */
export function markedThreads(state: EditorState): readonly MarkedThread[] {
  return KEY.getState(state)?.threads ?? [];
}

/** Threads whose text is at a position, the shortest first: of one inside another the inner is meant. */
export function threadsAt(state: EditorState, pos: number): string[] {
  return markedThreads(state)
    .filter(({ from, to }) => pos >= from && pos <= to)
    .sort((a, b) => a.to - a.from - (b.to - b.from))
    .map(({ id }) => id);
}

/** What is selected in the script, or the line the caret is in; null where there is no letter in it. */
export function selectedRange({ selection }: EditorState): ScriptRange | null {
  const { $from, $to, empty } = selection;
  if ($from.depth < 1) return null;
  const from = { block: $from.index(0), offset: empty ? 0 : $from.parentOffset };
  const to = { block: $to.index(0), offset: empty ? $to.parent.content.size : $to.parentOffset };
  return to.block === from.block && to.offset <= from.offset ? null : { from, to };
}
