import type { Mutant } from './mutant.ts';

const REPORT = ['tests/load/sync/report/verdicts.test.ts'];

/** What stands between a benchmark and a figure that nobody measured. */
export const BENCH_MUTANTS: readonly Mutant[] = [
  {
    why: 'R8: rounds in which the loader measured itself would be figures of the server',
    file: 'tests/load/sync/run.ts',
    find: 'if (cost.loaderShare > LOADER_LIMIT)',
    replace: 'if (cost.loaderShare < 0)',
    tests: REPORT,
  },
  {
    why: 'R8: void rounds would be counted with the good ones',
    file: 'tests/load/sync/report/verdicts.ts',
    find: 'const used = good.length > 0 ? good : mine;',
    replace: 'const used = mine;',
    tests: REPORT,
  },
  {
    why: 'R8: edits that never arrived would count as delivered',
    file: 'tests/load/sync/workload/watch.ts',
    find: 'seen.set(client, n);',
    replace: 'seen.set(client, times.length);',
    tests: ['tests/load/sync/workload/watch.test.ts'],
  },
];
