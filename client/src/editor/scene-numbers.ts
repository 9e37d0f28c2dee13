import { Extension } from '@tiptap/core';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { sceneNumbers } from '@trashfire/shared/document/numbering';

function numbered(doc: ProseMirrorNode): DecorationSet {
  const headings: { node: ProseMirrorNode; pos: number; id: string; number: string | null }[] = [];
  doc.forEach((node, pos) => {
    if (node.type.name !== 'sceneHeading') return;
    const { id, number } = node.attrs as { id: string | null; number: string | null };
    // A heading without an id yet still has its place in the count.
    headings.push({ node, pos, id: id ?? `at-${pos}`, number });
  });
  const numbers = sceneNumbers(headings);
  return DecorationSet.create(
    doc,
    headings.map(({ node, pos, id }) => Decoration.node(pos, pos + node.nodeSize, { 'data-scene': numbers.get(id) ?? '' })),
  );
}

/** Shows each scene's number beside its heading. Numbers are read from the script and stored nowhere (SPEC N1). */
export const SceneNumbers = Extension.create({
  name: 'sceneNumbers',
  addProseMirrorPlugins() {
    const key = new PluginKey<DecorationSet>('sceneNumbers');
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: (_, { doc }) => numbered(doc),
          apply: (tr, set) => (tr.docChanged ? numbered(tr.doc) : set),
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    ];
  },
});
