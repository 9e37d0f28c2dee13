import { mentionOf, piecesOf } from '@trashfire/shared/api/comments-contract';
import type { PersonView } from '@trashfire/shared/api/contract';

type Named = Pick<PersonView, 'id' | 'name'>;

/** Letters of a name before one picks it from a list. */
const LONGEST_QUERY = 40;
/** People offered at once. */
const OFFERED = 6;

/** What is typed, as it is stored: `@Name` of somebody of the team becomes their id. @param people those picked first, so that of two of one name it is the right one. */
export function storedOf(draft: string, people: readonly Named[]): string {
  // The longer name first: `@Mika Sato` is not `@Mika` with a word behind it.
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length);
  let stored = '';
  for (let at = 0; at < draft.length; ) {
    const person = draft[at] === '@' && isFree(draft, at) ? byLength.find(({ name }) => names(draft, at + 1, name)) : undefined;
    stored += person === undefined ? draft[at] : mentionOf(person.id);
    at += person === undefined ? 1 : 1 + person.name.length;
  }
  return stored;
}

/** A stored text as one types it, to be edited. */
export function draftOf(stored: string, people: readonly Named[]): string {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return piecesOf(stored)
    .map((piece) => {
      if ('words' in piece) return piece.words;
      const name = names.get(piece.person);
      // Somebody who left keeps their mention: their name is not known here, their id is.
      return name === undefined ? mentionOf(piece.person) : `@${name}`;
    })
    .join('');
}

/** The mention one is typing, up to the caret. */
export function openMention(draft: string, caret: number): { at: number; query: string } | null {
  const before = draft.slice(Math.max(0, caret - LONGEST_QUERY - 1), caret);
  const sign = before.lastIndexOf('@');
  if (sign === -1) return null;
  const at = caret - before.length + sign;
  const query = before.slice(sign + 1);
  return isFree(draft, at) && !/\n/.test(query) ? { at, query } : null;
}

/** People whose name, or a part of it, begins with that. */
export function offered<P extends Named>(people: readonly P[], query: string): P[] {
  const wanted = query.toLocaleLowerCase();
  return people
    .filter(({ name }) => {
      const lower = name.toLocaleLowerCase();
      return lower.startsWith(wanted) || lower.split(/\s+/).some((part) => part.startsWith(wanted));
    })
    .slice(0, OFFERED);
}

/** Puts a person in the place of what was typed of their name. */
export function putMention(
  draft: string,
  { at, query }: { at: number; query: string },
  { name }: Named,
): { text: string; caret: number } {
  const head = `${draft.slice(0, at)}@${name} `;
  return { text: head + draft.slice(at + 1 + query.length).replace(/^ /, ''), caret: head.length };
}

/** An @ inside a word is part of an address. */
function isFree(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '');
}

function names(text: string, at: number, name: string): boolean {
  return text.startsWith(name, at) && !/[\p{L}\p{N}]/u.test(text[at + name.length] ?? '');
}
