import { Extension } from '@tiptap/core';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';

interface Shown {
  readonly block: string | null;
  readonly set: DecorationSet;
}

const KEY = new PluginKey<Shown>('readingMark');

function drawn(doc: ProseMirrorNode, block: string | null): DecorationSet {
  if (block === null) return DecorationSet.empty;
  const decorations: Decoration[] = [];
  doc.forEach((node, pos) => {
    if (node.attrs.id === block) decorations.push(Decoration.node(pos, pos + node.nodeSize, { class: 'read-aloud' }));
  });
  return DecorationSet.create(doc, decorations.slice(0, 1));
}

/** Shows which block is being read aloud; see {@link showReading}. */
export const ReadingMark = Extension.create({
  name: 'readingMark',
  addProseMirrorPlugins() {
    return [
      new Plugin<Shown>({
        key: KEY,
        state: {
          init: () => ({ block: null, set: DecorationSet.empty }),
          apply: (tr, shown) => {
            const given = tr.getMeta(KEY) as { block: string | null } | undefined;
            const block = given === undefined ? shown.block : given.block;
            // An edit of somebody else comes as a replacement of the whole script: the block is looked for anew.
            return given === undefined && !tr.docChanged ? shown : { block, set: drawn(tr.doc, block) };
          },
        },
        props: { decorations: (state) => KEY.getState(state)?.set },
      }),
    ];
  },
});

/** Lights up one block, or none. */
export function showReading(view: EditorView, block: string | null): void {
  view.dispatch(view.state.tr.setMeta(KEY, { block }).setMeta('addToHistory', false));
}
