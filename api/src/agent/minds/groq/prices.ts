/** Micro-dollars for a million tokens, which is dollars times a million: what Groq asks (facts: services §1). */
interface Price {
  readonly input: bigint;
  readonly cached: bigint;
  readonly output: bigint;
}

const PRICES: Readonly<Record<string, Price>> = {
  'openai/gpt-oss-120b': { input: 150_000n, cached: 75_000n, output: 600_000n },
  'openai/gpt-oss-20b': { input: 75_000n, cached: 37_500n, output: 300_000n },
  'qwen/qwen3.6-27b': { input: 600_000n, cached: 300_000n, output: 3_000_000n },
  'qwen/qwen3.8-27b': { input: 800_000n, cached: 400_000n, output: 4_000_000n },
};
/** A model that is not in the table is counted as the dearest that is, so that an unknown price never passes the run's limit unseen. */
const UNKNOWN: Price = { input: 800_000n, cached: 800_000n, output: 4_000_000n };

export interface Usage {
  prompt: number;
  cached: number;
  completion: number;
}

/** @returns what an answer cost, in micro-dollars, rounded up; nothing on a server of one's own. */
export function costOf(model: string, { prompt, cached, completion }: Usage, ownServer: boolean): bigint {
  if (ownServer) return 0n;
  const { input, cached: again, output } = PRICES[model] ?? UNKNOWN;
  const tokens = BigInt(prompt - cached) * input + BigInt(cached) * again + BigInt(completion) * output;
  return (tokens + 999_999n) / 1_000_000n;
}
