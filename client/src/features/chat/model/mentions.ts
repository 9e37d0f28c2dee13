import { MOST_MENTIONS } from '@trashfire/shared/api/contract';

/** The agent's name, and what it is. */
export const AGENT_NAME = 'Ember';

const AGENT_CALL = /(?<![\p{L}\p{N}@])@(?:ember|agent)(?![\p{L}\p{N}])/iu;

/** Whether a message calls the agent by name. */
export function callsAgent(text: string): boolean {
  return AGENT_CALL.test(text);
}

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Call<P> {
  readonly person: P;
  /** Where `@Name` stands in the text. */
  readonly from: number;
  readonly to: number;
}

/** Where a text calls people by `@Name`; of two names that begin alike the longer one is meant. */
export function callsIn<P extends Named>(text: string, people: readonly P[]): Call<P>[] {
  const longest = [...people].sort((a, b) => b.name.length - a.name.length);
  const calls: Call<P>[] = [];
  for (let from = text.indexOf('@'); from >= 0; from = text.indexOf('@', from + 1)) {
    if (from > 0 && /[\p{L}\p{N}@]/u.test(text[from - 1] ?? '')) continue;
    const rest = text.slice(from + 1);
    const person = longest.find(({ name }) => name !== '' && beginsWith(rest, name));
    if (person !== undefined) calls.push({ person, from, to: from + 1 + person.name.length });
  }
  return calls;
}

function beginsWith(text: string, name: string): boolean {
  return text.slice(0, name.length).toLowerCase() === name.toLowerCase() && !/^[\p{L}\p{N}]/u.test(text.slice(name.length));
}

/** @returns ids of the people a message calls, each once. */
export function mentionsIn(text: string, people: readonly Named[]): string[] {
  return [...new Set(callsIn(text, people).map(({ person }) => person.id))].slice(0, MOST_MENTIONS);
}

/** Whether the agent answers: a message to people by name is theirs, unless it calls the agent too. */
export function asksAgent(text: string, mentions: readonly string[], toAgent: boolean): boolean {
  return callsAgent(text) || (toAgent && mentions.length === 0);
}
