import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Provided by the project `long` of vitest.config.ts alone. */
    counts: 'long';
  }
}

/**
 * How often a test tries what it tries: one body serves `npm test` and, in a `*.long.test.ts` that imports its file,
 * `npm run test:long`, which prints the count.
 */
export function countOf(what: string, counts: { usual: number; long: number }): number {
  if (inject('counts') !== 'long') return counts.usual;
  process.stdout.write(`${what}: ${counts.long}, where every run has ${counts.usual}\n`);
  return counts.long;
}

/**
 * The numbers from 1 to `count`. With `TEST_SLICE=3/10` in the environment only the third tenth of them, so that a long count
 * can be run in parts, in several sittings or on several machines.
 */
export function numbersTo(count: number): number[] {
  const [, slice, slices] = (/^(\d+)\/(\d+)$/.exec(process.env.TEST_SLICE ?? '') ?? ['', '1', '1']).map(Number);
  if (slice === undefined || slices === undefined || slice < 1 || slice > slices)
    throw new RangeError('TEST_SLICE is a part, as 3/10');
  const from = Math.floor(((slice - 1) * count) / slices);
  return Array.from({ length: Math.floor((slice * count) / slices) - from }, (_, i) => from + i + 1);
}
