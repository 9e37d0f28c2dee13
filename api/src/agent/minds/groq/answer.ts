import type { ChatCompletionChunk } from 'groq-sdk/resources/chat/completions';
import { z } from 'zod';
import type { Usage } from './prices.ts';

export interface AskedCall {
  id: string;
  name: string;
  /** JSON text, as the model wrote it. */
  arguments: string;
}

export interface Answer {
  text: string;
  calls: AskedCall[];
  finish: string | null;
  usage: Usage;
  /** Why the model's stream ended early, in its server's words. */
  broken: string | null;
}

/** Longest arguments of one call, in characters; a model that loops is cut off here. */
const MOST_ARGUMENTS = 60_000;
const MOST_CALLS = 25;

const Counts = z.object({
  prompt_tokens: z.number().catch(0),
  completion_tokens: z.number().catch(0),
  prompt_tokens_details: z.object({ cached_tokens: z.number().catch(0) }).nullish(),
});

/**
 * Puts a streamed answer together. Pieces of a tool call come by index, its arguments cut anywhere; usage comes in `x_groq` from
 * Groq and at the top level from other servers (facts: services §1).
 * @param onText called with each piece of text as it arrives.
 */
export async function readAnswer(
  chunks: AsyncIterable<ChatCompletionChunk>,
  onText: (text: string) => Promise<void>,
): Promise<Answer> {
  const answer: Answer = { text: '', calls: [], finish: null, usage: { prompt: 0, cached: 0, completion: 0 }, broken: null };
  const calls = new Map<number, AskedCall>();
  for await (const chunk of chunks) {
    const choice = chunk.choices[0];
    for (const piece of choice?.delta.tool_calls ?? []) addPiece(calls, piece);
    const text = choice?.delta.content ?? '';
    if (text !== '') {
      answer.text += text;
      await onText(text);
    }
    answer.finish = choice?.finish_reason ?? answer.finish;
    answer.usage = usageIn(chunk) ?? answer.usage;
    answer.broken = chunk.x_groq?.error ?? answer.broken;
  }
  answer.calls = [...calls.entries()].sort(([a], [b]) => a - b).map(([, call]) => call);
  return answer;
}

type Piece = NonNullable<ChatCompletionChunk.Choice.Delta['tool_calls']>[number];

function addPiece(calls: Map<number, AskedCall>, piece: Piece): void {
  const call = calls.get(piece.index) ?? { id: '', name: '', arguments: '' };
  if (!calls.has(piece.index) && calls.size >= MOST_CALLS) return;
  call.id = piece.id ?? (call.id || `call_${piece.index}`);
  call.name += piece.function?.name ?? '';
  call.arguments = (call.arguments + (piece.function?.arguments ?? '')).slice(0, MOST_ARGUMENTS);
  calls.set(piece.index, call);
}

function usageIn(chunk: ChatCompletionChunk): Usage | null {
  const counts = Counts.safeParse(chunk.x_groq?.usage ?? ('usage' in chunk ? chunk.usage : null));
  if (!counts.success) return null;
  const { prompt_tokens: prompt, completion_tokens: completion, prompt_tokens_details: details } = counts.data;
  return { prompt, completion, cached: Math.min(prompt, details?.cached_tokens ?? 0) };
}
