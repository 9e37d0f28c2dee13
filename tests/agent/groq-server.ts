import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer of the server: what it does with a request. */
export type Reply = (request: GroqRequest, response: ServerResponse) => void | Promise<void>;

export interface GroqRequest {
  path: string;
  authorization: string;
  retryCount: string;
  body: {
    model?: string;
    messages?: { role: string; content: string | null; tool_call_id?: string }[];
    tools?: { function: { name: string; parameters: Record<string, unknown> } }[];
    stream?: boolean;
  };
  /** Resolves when the client hung up before the answer was whole. */
  hungUp: Promise<void>;
}

/** Speaks Groq's wire format (SSE frames, tool calls in pieces, its errors and headers) and does what it is told, answer by answer. */
export class GroqServer {
  readonly requests: GroqRequest[] = [];
  private replies: Reply[] = [];
  private readonly server = createServer((request, response) => void this.answer(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What the next requests get, in order. */
  script(...replies: Reply[]): void {
    this.requests.length = 0;
    this.replies = replies;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const hungUp = new Promise<void>((resolve) => response.on('close', () => !response.writableFinished && resolve()));
    const heard: GroqRequest = {
      path: request.url ?? '',
      authorization: request.headers.authorization ?? '',
      retryCount: String(request.headers['x-stainless-retry-count'] ?? ''),
      body: text === '' ? {} : (JSON.parse(text) as GroqRequest['body']),
      hungUp,
    };
    this.requests.push(heard);
    const reply = this.replies.shift() ?? failure(500, 'nothing left to say');
    await reply(heard, response);
  }
}

function frame(delta: object, over: object = {}, finish: string | null = null): string {
  const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'openai/gpt-oss-120b', ...over };
  return `data: ${JSON.stringify({ ...chunk, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] })}\n\n`;
}

function end(finish: string): string {
  const usage = {
    prompt_tokens: 1000,
    completion_tokens: 100,
    total_tokens: 1100,
    prompt_tokens_details: { cached_tokens: 400 },
  };
  return `${frame({}, { x_groq: { id: 'req_1', usage } }, finish)}data: [DONE]\n\n`;
}

function open(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'x-ratelimit-remaining-requests': '999' });
  response.write(frame({ role: 'assistant', content: '' }, { x_groq: { id: 'req_1' } }));
}

/** Words, a piece at a time. */
export const says =
  (...words: string[]): Reply =>
  (_, response) => {
    open(response);
    for (const word of words) response.write(frame({ content: word }));
    response.end(end('stop'));
  };

/** Tool calls whose arguments come cut in the middle, as they do. */
export const calls =
  (...wanted: [name: string, args: unknown][]): Reply =>
  (_, response) => {
    open(response);
    response.write(frame({ reasoning: 'I should use a tool.' }));
    wanted.forEach(([name, args], index) => {
      const text = typeof args === 'string' ? args : JSON.stringify(args);
      const half = Math.ceil(text.length / 2);
      const first = { index, id: `call_${index}`, type: 'function', function: { name, arguments: '' } };
      response.write(frame({ tool_calls: [first] }));
      for (const piece of [text.slice(0, half), text.slice(half)]) {
        response.write(frame({ tool_calls: [{ index, function: { arguments: piece } }] }));
      }
    });
    response.end(end('tool_calls'));
  };

/** Calls made out of what the request holds, such as an id a tool answered with. */
export const callsFrom =
  (make: (request: GroqRequest) => [name: string, args: unknown][]): Reply =>
  (request, response) =>
    calls(...make(request))(request, response);

export const failure =
  (status: number, message: string, headers: Record<string, string> = {}, code?: string): Reply =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ error: { message, type: 'error', code } }));
  };

/** Breaks off in the middle of a sentence with an error frame. */
export const breaksOff =
  (...words: string[]): Reply =>
  (_, response) => {
    open(response);
    for (const word of words) response.write(frame({ content: word }));
    response.end(`data: ${JSON.stringify({ error: { message: 'the model fell over', type: 'server_error' } })}\n\n`);
  };

/** Ends without its last frames, in the middle of a tool call, as a proxy that gives up does. */
export const cutsOff =
  (...words: string[]): Reply =>
  (_, response) => {
    open(response);
    for (const word of words) response.write(frame({ content: word }));
    const call = { index: 0, id: 'call_0', type: 'function', function: { name: 'break_down', arguments: '{}' } };
    response.end(frame({ tool_calls: [call] }));
  };

/** Never stops talking until the client hangs up. */
export const talksOn: Reply = async ({ hungUp }, response) => {
  open(response);
  const timer = setInterval(() => response.write(frame({ content: 'and on ' })), 5);
  await hungUp;
  clearInterval(timer);
};
