import type { CanonFact, Character } from '@trashfire/shared/document/schema';

/** Facts that name somebody, by name or alias, as whole words however they are capitalised. */
export function factsAbout({ name, aliases }: Pick<Character, 'name' | 'aliases'>, facts: readonly CanonFact[]): CanonFact[] {
  const names = [name, ...aliases].map(asWord).filter((word) => word.trim() !== '');
  return facts.filter(({ text }) => {
    const words = asWord(text);
    return names.some((one) => words.includes(one));
  });
}

/** Words between single blanks, so that a name is found whole. Scripts without blanks are left as they are and found anywhere. */
function asWord(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const joined = words.join(' ');
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(joined) ? joined : ` ${joined} `;
}
