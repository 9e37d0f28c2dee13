import type { Editor } from '@tiptap/core';

/**
 * Into the script and out of it within the key or the touch that asked for it. tiptap's own focus and blur come with the next frame:
 * a letter typed before it would be lost, and a Shift+Tab change the element that was just left.
 */
export function enterScript(editor: Editor): void {
  editor.commands.focus('start');
  editor.view.focus();
}

export function leaveScript({ view }: Editor): void {
  view.dom.blur();
  window.getSelection()?.removeAllRanges();
}
