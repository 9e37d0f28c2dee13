import type { Editor } from '@tiptap/react';
import type { ScreenplayBlock } from '@trashfire/shared/document/editor-schema';
import { useEffect, useState } from 'react';
import { currentBlock } from '../../../editor/screenplay-keys.ts';

export interface CaretPlace {
  readonly blockId: string | null;
  readonly type: ScreenplayBlock;
  readonly empty: boolean;
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
  return { blockId: current.node.attrs.id as string | null, type: current.type, empty: current.empty, sceneId };
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
