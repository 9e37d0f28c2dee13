/** Whether somebody writes here: the script, the chat, any field. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Whether a key press is meant for a text field, where single letters are text and not commands. */
export function isTyping(event: KeyboardEvent): boolean {
  return isTextField(event.target);
}

/**
 * Whether a key press belongs to an input method that is putting characters together: Enter takes its proposal, Escape drops it,
 * and neither is for us. Safari ends the composition before it tells of the Enter that took it; the key's old number still says so.
 */
export function isComposing(event: KeyboardEvent | React.KeyboardEvent): boolean {
  const key = 'nativeEvent' in event ? event.nativeEvent : event;
  return key.isComposing || key.keyCode === 229;
}

/** Ctrl on most machines, Cmd on Apple's. */
export function isMod(event: KeyboardEvent | React.KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey;
}
