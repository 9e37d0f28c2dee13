import { setTimeout as delay } from 'node:timers/promises';
import type Groq from 'groq-sdk';
import type { ChatCompletionCreateParamsStreaming } from 'groq-sdk/resources/chat/completions';
import { type Mind, RunEnded, type Turn } from '../../mind.ts';
import { type Answer, type AskedCall, readAnswer } from './answer.ts';
import { createGroqClient } from './client.ts';
import { remedyFor } from './failures.ts';
import { costOf } from './prices.ts';
import { asData, firstMessages, toolSchemas } from './prompt.ts';

type Message = Groq.Chat.ChatCompletionMessageParam;

interface Options {
  apiKey: string;
  model: string;
  /** As shown in the product. */
  label: string;
  baseUrl?: string | undefined;
  /** Whether the server at `baseUrl` is the studio's own, where tokens cost nothing; so when left out. */
  ownServer?: boolean;
}

/** Tokens of one answer. */
const MOST_TOKENS = 8_192;
/** Answers of one run; the limits on tools and time end it sooner, this one ends a model that only talks to itself. */
const MOST_ANSWERS = 30;

/** A model behind Groq's API, with the agent's tools (DESIGN §6). Everything it may do is decided outside of it. */
export function createGroqMind(options: Options): Mind {
  const { apiKey, model, baseUrl, ownServer = baseUrl !== undefined } = options;
  const client = createGroqClient({ apiKey, baseUrl });
  return {
    label: options.label,
    async think(turn) {
      const messages = firstMessages(turn);
      const tools = toolSchemas(turn.tools);
      for (let answers = 0; answers < MOST_ANSWERS; answers += 1) {
        const answer = await ask(client, { model, messages, tools }, turn);
        turn.spend(costOf(model, answer.usage, ownServer));
        if (answer.broken !== null) throw new RunEnded('failed', `The model stopped early: ${answer.broken.slice(0, 200)}`);
        // Without its last frame an answer was cut off on the way, or by a Stop (the SDK then ends the stream as if it were
        // whole); half of its calls may be missing, so none is run.
        if (answer.finish === null)
          throw new RunEnded('failed', 'The answer of the model broke off on the way. Ask again to go on.');
        if (answer.calls.length === 0) {
          if (answer.finish === 'length') await turn.say(' … (the answer was longer than one turn may be)');
          return;
        }
        if (answer.text !== '') await turn.say('\n\n');
        messages.push(...(await useTools(turn, answer)));
      }
      throw new RunEnded('stopped', 'The model went on talking to itself. What is done stays; ask for less at a time.');
    },
  };
}

interface Request {
  model: string;
  messages: Message[];
  tools: Groq.Chat.ChatCompletionTool[];
}

/** One answer of the model. A failed request is asked again where waiting helps and nothing was answered yet. */
async function ask(client: Groq, { model, messages, tools }: Request, { signal, say }: Turn): Promise<Answer> {
  const body: ChatCompletionCreateParamsStreaming & { stream_options: { include_usage: boolean } } = {
    model,
    messages,
    tools,
    stream: true,
    max_completion_tokens: MOST_TOKENS,
    // Not in the SDK's types; other servers report usage only when asked (facts: services §1).
    stream_options: { include_usage: true },
    ...(model.startsWith('openai/gpt-oss') ? { reasoning_effort: 'low' as const } : {}),
  };
  for (let attempt = 1; ; attempt += 1) {
    let answered = false;
    try {
      const chunks = await client.chat.completions.create(body, { signal });
      return await readAnswer(chunks, async (text) => {
        answered = true;
        await say(text);
      });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof RunEnded) throw error;
      const remedy = remedyFor(error, attempt, answered, Math.random());
      if ('end' in remedy) throw remedy.end;
      if (remedy.wait >= 2000) await say(`(Groq asks for a pause of ${Math.ceil(remedy.wait / 1000)} s.) `);
      await delay(remedy.wait, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}

/** Runs what the model asked for. @returns its own message and the answer to each call, which the API wants one for one. */
async function useTools(turn: Turn, { text, calls }: Answer): Promise<Message[]> {
  const asked: Message = {
    role: 'assistant',
    content: text === '' ? null : text,
    tool_calls: calls.map(({ id, name, arguments: args }) => ({ id, type: 'function', function: { name, arguments: args } })),
  };
  const answers: Message[] = [];
  const wanted = calls.map((call) => ({ tool: call.name, args: argumentsOf(call) }));
  for await (const { ok, detail, data } of turn.call(wanted)) {
    const id = calls[answers.length]?.id ?? '';
    answers.push({ role: 'tool', tool_call_id: id, content: asData(ok ? { done: detail, data } : { refused: detail }) });
  }
  return [asked, ...answers];
}

/** What is not JSON is refused by the tool's schema with the reason, so that the model can repair it. */
function argumentsOf({ arguments: text }: AskedCall): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch {
    return `not valid JSON: ${text.slice(0, 200)}`;
  }
}
