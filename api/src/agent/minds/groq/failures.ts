import { say } from '@trashfire/shared/errors/say';
import Groq from 'groq-sdk';
import { RunEnded } from '../../mind.ts';

/** What to do about a failed request: wait and ask again, or end the run in these words. */
export type Remedy = { wait: number } | { end: RunEnded };

/** A pause the room can sit through, in ms; a longer one ends the run. */
export const LONGEST_WAIT_MS = 20_000;
const STAYS = say`What is done stays; ask again to go on.`;

/**
 * Decides about a failed request. Only a request that answered nothing is asked again, so no edit is made twice (R5).
 * @param attempt how often it was asked already. @param random in [0, 1), spreads the second tries of many runs.
 */
export function remedyFor(error: unknown, attempt: number, answered: boolean, random: number): Remedy {
  const end = (words: string): Remedy => ({ end: new RunEnded('failed', words, { cause: error }) });
  if (error instanceof Groq.RateLimitError) {
    const wait = retryAfterMs(error.headers);
    if (answered || wait > LONGEST_WAIT_MS || attempt >= 3) {
      return end(say`Groq is asked too often with this key and wants a pause of ${Math.ceil(wait / 1000)} s. ${STAYS}`);
    }
    return { wait };
  }
  if (error instanceof Groq.AuthenticationError || error instanceof Groq.PermissionDeniedError) {
    return end(say`Groq does not accept the key. Put a new one into Connections. ${STAYS}`);
  }
  if (error instanceof Groq.NotFoundError) {
    return end(say`Groq does not have this model (any more). Set GROQ_MODEL to one it has, such as openai/gpt-oss-120b.`);
  }
  if (error instanceof Groq.BadRequestError || error instanceof Groq.UnprocessableEntityError) {
    return end(say`The model refused the request: ${wordsOf(error)} ${STAYS}`);
  }
  // A stream that broke has no status; 498 is Groq's "at capacity"; both may pass, but only before anything was answered.
  if (!answered && attempt < 2) return { wait: 500 + random * 1000 };
  return end(say`The model's answer broke off: ${wordsOf(error)} ${STAYS}`);
}

/** The wait a server asks for, in ms: seconds or a date; 2 s where it says nothing. */
export function retryAfterMs(headers: Headers | undefined): number {
  const said = headers?.get('retry-after') ?? '';
  const seconds = Number(said);
  if (said !== '' && Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const until = Date.parse(said) - Date.now();
  return Number.isFinite(until) ? Math.max(0, until) : 2000;
}

/** The server's own sentence, bounded and without anything that could be a key. */
function wordsOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  const inner = /"message":"((?:[^"\\]|\\.)*)"/.exec(words)?.[1] ?? words;
  const clean = inner.replace(/\bgsk_\w+/g, '…').slice(0, 200);
  return /[.!?]$/.test(clean) ? clean : `${clean}.`;
}
