import { Extension } from '@tiptap/core';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

export type Column = 'left' | 'right';

interface Block {
  readonly type: string;
  /** On a cue: it belongs to the right-hand column. */
  readonly dual: boolean;
}

/** What may stand in a speech; a note or cut text between two lines does not end it. */
const SPOKEN: ReadonlySet<string> = new Set(['parenthetical', 'dialogue', 'lyrics', 'note', 'boneyard']);

/** @returns for each block its column of a dual dialogue; null for one that runs over the whole width. */
export function dualColumns(blocks: readonly Block[]): (Column | null)[] {
  const columns: (Column | null)[] = blocks.map(() => null);
  let speech: { from: number; column: Column | null } | null = null;
  blocks.forEach(({ type, dual }, index) => {
    if (type === 'character') {
      // A right-hand cue without a speech above it, or behind a whole pair, has nothing to stand beside.
      const right: boolean = dual && speech !== null && speech.column === null;
      if (right && speech !== null) columns.fill('left', speech.from, index);
      speech = { from: index, column: right ? 'right' : null };
    } else if (!SPOKEN.has(type)) speech = null;
    if (speech?.column === 'right') columns[index] = 'right';
  });
  return columns;
}

function decorated(doc: ProseMirrorNode): DecorationSet {
  const blocks: { type: string; dual: boolean; from: number; to: number }[] = [];
  doc.forEach((node, pos) => {
    blocks.push({ type: node.type.name, dual: node.attrs.dual === true, from: pos, to: pos + node.nodeSize });
  });
  if (!blocks.some(({ dual }) => dual)) return DecorationSet.empty;
  const columns = dualColumns(blocks);
  return DecorationSet.create(
    doc,
    blocks.flatMap(({ from, to }, index) => {
      const column = columns[index];
      return column ? [Decoration.node(from, to, { 'data-column': column })] : [];
    }),
  );
}

/** Shows two people who speak at once side by side; the style sheet has the columns. Read from the cues and stored nowhere. */
export const DualColumns = Extension.create({
  name: 'dualColumns',
  addProseMirrorPlugins() {
    const key = new PluginKey<DecorationSet>('dualColumns');
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: (_, { doc }) => decorated(doc),
          apply: (tr, set) => (tr.docChanged ? decorated(tr.doc) : set),
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    ];
  },
});
