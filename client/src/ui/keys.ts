/** Whether somebody writes here: the script, the chat, any field. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Whether a key press is meant for a text field, where single letters are text and not commands. */
export function isTyping(event: KeyboardEvent): boolean {
  return isTextField(event.target);
}

/** Ctrl on most machines, Cmd on Apple's. */
export function isMod(event: KeyboardEvent | React.KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey;
}
