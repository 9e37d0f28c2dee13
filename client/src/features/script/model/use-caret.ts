import type { Editor } from '@tiptap/react';
import { useEffect, useState } from 'react';
import type { CaretInBlock } from '../../../editor/chains.ts';
import { currentBlock } from '../../../editor/screenplay-keys.ts';

export interface CaretPlace extends CaretInBlock {
  readonly blockId: string | null;
  /** Id of the heading above; null before the first. */
  readonly sceneId: string | null;
}

function placeOf(editor: Editor): CaretPlace | null {
  const current = currentBlock(editor.state);
  if (current === null) return null;
  let sceneId: string | null = null;
  editor.state.doc.forEach((node, pos) => {
    if (pos <= current.pos && node.type.name === 'sceneHeading') sceneId = (node.attrs.id as string | null) ?? sceneId;
  });
  const { node, type, empty } = current;
  const atEnd = editor.state.selection.$to.parentOffset === node.content.size;
  return { blockId: node.attrs.id as string | null, type, empty, atEnd, sceneId };
}

/** Where the caret is, told again only when it says something new. */
export function useCaret(editor: Editor | null): CaretPlace | null {
  const [place, setPlace] = useState<CaretPlace | null>(null);
  useEffect(() => {
    if (editor === null) return;
    const update = () => {
      const next = placeOf(editor);
      setPlace((last) => (JSON.stringify(last) === JSON.stringify(next) ? last : next));
    };
    editor.on('selectionUpdate', update);
    editor.on('update', update);
    return () => {
      editor.off('selectionUpdate', update);
      editor.off('update', update);
    };
  }, [editor]);
  return place;
}
