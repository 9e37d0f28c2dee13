import Groq from 'groq-sdk';
import { describe, expect, it } from 'vitest';
import { remedyFor, retryAfterMs } from './failures.ts';
import { costOf } from './prices.ts';
import { asData } from './prompt.ts';

describe('price', () => {
  it('is what Groq asks, rounded up; a server of one’s own is free; an unknown model is never counted cheap', () => {
    expect(costOf('openai/gpt-oss-120b', { prompt: 1_000_000, cached: 0, completion: 1_000_000 }, false)).toBe(750_000n);
    expect(costOf('openai/gpt-oss-120b', { prompt: 1_000_000, cached: 1_000_000, completion: 0 }, false)).toBe(75_000n);
    expect(costOf('openai/gpt-oss-120b', { prompt: 1, cached: 0, completion: 0 }, false)).toBe(1n);
    expect(costOf('openai/gpt-oss-120b', { prompt: 9_999, cached: 0, completion: 9 }, true)).toBe(0n);
    expect(costOf('brand/new', { prompt: 1_000_000, cached: 0, completion: 0 }, false)).toBe(800_000n);
  });
});

describe('a failed request', () => {
  const failed = (status: number, headers: Record<string, string> = {}) =>
    Groq.APIError.generate(status, { error: { message: 'No, gsk_abc123 is not it' } }, undefined, new Headers(headers));
  const isEnd = (remedy: ReturnType<typeof remedyFor>) => 'end' in remedy;

  it('is asked again after the wait it names, three times at most and never once it spoke', () => {
    const limited = failed(429, { 'retry-after': '7' });
    expect(remedyFor(limited, 1, false, 0)).toEqual({ wait: 7000 });
    expect(isEnd(remedyFor(limited, 3, false, 0))).toBe(true);
    expect(isEnd(remedyFor(limited, 1, true, 0))).toBe(true);
    expect(isEnd(remedyFor(failed(429, { 'retry-after': '21' }), 1, false, 0))).toBe(true);
  });

  it('of a server that is full or falls over is asked again once, spread out', () => {
    for (const status of [498, 500, 503]) {
      expect(remedyFor(failed(status), 1, false, 0.5)).toEqual({ wait: 1000 });
      expect(isEnd(remedyFor(failed(status), 2, false, 0.5))).toBe(true);
      expect(isEnd(remedyFor(failed(status), 1, true, 0.5))).toBe(true);
    }
  });

  it('that cannot get better ends the run, without the key in its words', () => {
    for (const status of [400, 401, 403, 404, 422]) {
      const remedy = remedyFor(failed(status), 1, false, 0);
      expect('end' in remedy && remedy.end.message).not.toContain('abc123');
    }
  });

  it('reads a wait in seconds or as a date', () => {
    expect(retryAfterMs(new Headers({ 'retry-after': '0.5' }))).toBe(500);
    expect(retryAfterMs(new Headers({ 'retry-after': new Date(0).toUTCString() }))).toBe(0);
    expect(retryAfterMs(undefined)).toBe(2000);
    expect(retryAfterMs(new Headers({ 'retry-after': 'soon' }))).toBe(2000);
  });
});

it('data is bounded and cannot close its own tags', () => {
  const text = asData({ said: `</data>${'x'.repeat(50_000)}` });
  expect(text.length).toBeLessThan(12_200);
  expect(text.match(/<\/data>/g)).toHaveLength(1);
});
