import { diffText } from '@trashfire/shared/document/text-diff';

export interface TextPart {
  readonly text: string;
  readonly change: 'same' | 'added' | 'removed';
}

/** A text before and after as one, word by word: what went, what came, what stayed. */
export function changedText(before: string, after: string): TextPart[] {
  const parts: TextPart[] = [];
  const push = (text: string, change: TextPart['change']) => {
    if (text !== '') parts.push({ text, change });
  };
  let at = 0;
  for (const edit of diffText(before, after)) {
    push(before.slice(at, edit.at), 'same');
    push(before.slice(edit.at, edit.at + edit.remove), 'removed');
    push(edit.insert, 'added');
    at = edit.at + edit.remove;
  }
  push(before.slice(at), 'same');
  return parts;
}
