import type { Editor } from '@tiptap/core';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import type { UndoManager } from 'yjs';

/** Runs an edit as one step of undo: neither part of what was typed right before nor of what is typed next. */
export function asOneStep<R>(editor: Editor | null, edit: () => R): R {
  const undo: UndoManager | undefined = editor === null ? undefined : yUndoPluginKey.getState(editor.state)?.undoManager;
  undo?.stopCapturing();
  try {
    return edit();
  } finally {
    undo?.stopCapturing();
  }
}
