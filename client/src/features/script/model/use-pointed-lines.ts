import type { Editor } from '@tiptap/react';
import { useEffect } from 'react';
import { useSelection } from '../../studio/model/selection.ts';

/** Tells the studio which blocks are selected as text, so that the agent can be asked about them; a caret alone selects none. */
export function usePointedLines(editor: Editor | null): void {
  const set = useSelection((state) => state.set);
  useEffect(() => {
    if (editor === null) return;
    const tell = () => {
      const lines = linesOf(editor);
      const before = useSelection.getState().lines;
      if (lines.join() !== before.join()) set({ lines });
    };
    editor.on('selectionUpdate', tell);
    return () => {
      editor.off('selectionUpdate', tell);
      set({ lines: [] });
    };
  }, [editor, set]);
}

function linesOf({ state }: Editor): string[] {
  const { from, to, empty } = state.selection;
  if (empty) return [];
  const lines: string[] = [];
  state.doc.nodesBetween(from, to, (node) => {
    if (!node.isTextblock) return true;
    const id: unknown = node.attrs.id;
    if (typeof id === 'string' && node.textContent !== '') lines.push(id);
    return false;
  });
  return lines;
}
