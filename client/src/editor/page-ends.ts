import { Extension } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { PageMark } from './page-marks.ts';

interface Shown {
  readonly marks: readonly PageMark[];
  readonly set: DecorationSet;
}

const NOTHING: Shown = { marks: [], set: DecorationSet.empty };
const KEY = new PluginKey<Shown>('pageEnds');

function drawn(doc: ProseMirrorNode, marks: readonly PageMark[]): DecorationSet {
  if (marks.length === 0) return DecorationSet.empty;
  const byBlock = Map.groupBy(marks, ({ block }) => block);
  const decorations: Decoration[] = [];
  doc.forEach((node, pos) => {
    for (const { page, at } of byBlock.get(String(node.attrs.id)) ?? []) {
      if (at === 0) decorations.push(Decoration.widget(pos, () => lineOf(page), { side: -1, key: `page-${page}` }));
      // Of a block longer than a page the last end is shown: a node has one such pseudo-element.
      else
        decorations.push(
          Decoration.node(pos, pos + node.nodeSize, { 'data-page': `${page}.`, style: `--page-at: ${at * 100}%` }),
        );
    }
  });
  return DecorationSet.create(doc, decorations);
}

/** The page of the caret is told in the status bar: to a screen reader a line between two pages says nothing. */
function lineOf(page: number): HTMLElement {
  const line = document.createElement('div');
  line.className = 'page-end';
  line.dataset.page = `${page}.`;
  line.contentEditable = 'false';
  line.setAttribute('aria-hidden', 'true');
  return line;
}

function next(tr: Transaction, { marks, set }: Shown, { doc }: EditorState): Shown {
  const given = tr.getMeta(KEY) as readonly PageMark[] | undefined;
  if (given !== undefined) return { marks: given, set: drawn(doc, given) };
  if (!tr.docChanged) return { marks, set };
  // An edit of somebody else comes as a replacement of the whole script, which no decoration lives through.
  return { marks, set: isChangeOrigin(tr) ? drawn(doc, marks) : set.map(tr.mapping, doc) };
}

/** Shows where pages end, as they were last measured; see {@link showPageEnds}. */
export const PageEnds = Extension.create({
  name: 'pageEnds',
  addProseMirrorPlugins() {
    return [
      new Plugin<Shown>({
        key: KEY,
        state: { init: () => NOTHING, apply: (tr, shown, _old, state) => next(tr, shown, state) },
        props: { decorations: (state) => KEY.getState(state)?.set },
      }),
    ];
  },
});

/** Draws the ends of pages anew. Until then they go along with what is typed. */
export function showPageEnds(view: EditorView, marks: readonly PageMark[]): void {
  if (KEY.getState(view.state) === undefined) return;
  view.dispatch(view.state.tr.setMeta(KEY, marks));
}
