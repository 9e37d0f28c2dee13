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
