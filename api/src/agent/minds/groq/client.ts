import Groq from 'groq-sdk';

/** No answer at all for this long is a failure. */
const TIMEOUT_MS = 60_000;

interface Options {
  apiKey: string;
  /** Another server that speaks the same API, without a path. */
  baseUrl?: string | undefined;
  timeoutMs?: number;
}

/**
 * The SDK puts Groq's own path behind every address; other servers (vLLM, llama.cpp, Ollama) have theirs at /v1 (facts:
 * services §1). It never retries by itself: a `retry-after` it obeys has no upper bound and would outlive the run.
 */
export function createGroqClient({ apiKey, baseUrl, timeoutMs = TIMEOUT_MS }: Options): Groq {
  const common = { apiKey, maxRetries: 0, timeout: timeoutMs, logLevel: 'off' as const };
  if (baseUrl === undefined) return new Groq({ ...common, baseURL: 'https://api.groq.com' });
  const rewritten: typeof fetch = (url, init) =>
    fetch(String(url instanceof Request ? url.url : url).replace('/openai/v1/', '/v1/'), init);
  return new Groq({ ...common, baseURL: baseUrl.replace(/\/+$/, ''), fetch: rewritten });
}
