import { COMMANDS } from './slash.ts';

/** What is being typed and can be completed: a command, a name, a thing to point at, or scenes behind a command. */
export interface Trigger {
  readonly kind: 'command' | 'mention' | 'ref' | 'scenes';
  /** Where what is replaced begins. */
  readonly from: number;
  readonly query: string;
}

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** What is put in its place. */
  readonly insert: string;
}

/** Longest name that is looked for, in characters. */
const MOST_QUERY = 40;

/** Reads what stands before the caret; null when nothing is to be completed. */
export function triggerAt(text: string, caret: number): Trigger | null {
  const before = text.slice(0, caret);
  const [, command] = /^\/([a-z]*)$/i.exec(before) ?? [];
  if (command !== undefined) return { kind: 'command', from: 0, query: command };
  const [, name = '', list = ''] = /^\/([a-z]+)\s(?:.*[\s,])?([0-9]*[a-z]?)$/i.exec(before) ?? [];
  const wants = COMMANDS.find((one) => one.name === name.toLowerCase())?.argument;
  if (wants === 'scenes' || wants === 'some-scenes') return { kind: 'scenes', from: caret - list.length, query: list };
  const [, sign, query = ''] = /(?:^|[\s(])([@#])([^@#\n]*)$/u.exec(before) ?? [];
  if (sign === undefined || query.length > MOST_QUERY) return null;
  return { kind: sign === '@' ? 'mention' : 'ref', from: caret - query.length - 1, query };
}

/** Choices that begin with the query, then those with a word that does; all of them for an empty one. @param most shown. */
export function matching<C extends Choice>(choices: readonly C[], query: string, most: number): C[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return choices.slice(0, most);
  const rank = ({ label, detail }: C): number => {
    const name = label.toLowerCase();
    if (name.startsWith(wanted)) return 0;
    if (wordBegins(name, wanted)) return 1;
    return wordBegins(detail.toLowerCase(), wanted) ? 2 : 3;
  };
  return choices
    .map((choice) => ({ choice, rank: rank(choice) }))
    .filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ choice }) => choice);
}

function wordBegins(text: string, wanted: string): boolean {
  return text.split(/[^\p{L}\p{N}]+/u).some((_, i, words) => words.slice(i).join(' ').startsWith(wanted));
}

/** Puts a choice where it was typed. @returns the text and where the caret goes. */
export function completed(text: string, { from }: Trigger, caret: number, insert: string): { text: string; caret: number } {
  const after = text.slice(caret);
  const spaced = insert === '' || insert.endsWith(' ') || /^\s/.test(after) ? insert : `${insert} `;
  return { text: text.slice(0, from) + spaced + after, caret: from + spaced.length };
}

/** Which choice an arrow leads to, around the ends. */
export function stepped(at: number, by: number, length: number): number {
  return length === 0 ? 0 : (at + by + length) % length;
}
