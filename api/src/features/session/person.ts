import type { PersonView } from '@trashfire/shared/api/contract';

/** Peer hues of people's carets and avatars, told apart on near-black; the first is the owner's. The accent is the studio's and the agent's alone. */
const COLORS = ['#84b4ff', '#ff8fb0', '#b09cff', '#d3e06a', '#ffac80'] as const;

/** @param index how many people the team has already. */
export function colorOf(index: number): string {
  return COLORS[index % COLORS.length] ?? COLORS[0];
}

/** First letters of the first and last word, such as "NH". */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  const initials = letters.map((word) => [...(word ?? '')][0] ?? '').join('');
  return initials.toUpperCase() || '?';
}

/** What others see of a person: no address, no role. */
export function presentPerson(person: { id: string; name: string; color: string }): PersonView {
  return { id: person.id, name: person.name, color: person.color, initials: initialsOf(person.name) };
}
