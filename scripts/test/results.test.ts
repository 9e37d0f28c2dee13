import { describe, expect, it } from 'vitest';
import { closingLine, failedTests, judge, tallyPlaywright, tallyVitest } from './results.ts';

interface FileResult {
  name?: string;
  status: string;
  assertionResults: { status: string; fullName?: string }[];
}

const vitest = (results: FileResult[], passed: number, failed: number) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 1,
  testResults: results,
});

describe('counting tests', () => {
  it('counts a file that does not load as a failure', () => {
    const report = vitest(
      [
        { status: 'failed', assertionResults: [] },
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
      1,
      0,
    );
    expect(tallyVitest(report)).toEqual({ passed: 1, failed: 1, skipped: 1 });
  });

  it('counts a failed test once', () => {
    const report = vitest([{ status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] }], 1, 1);
    expect(tallyVitest(report)).toEqual({ passed: 1, failed: 1, skipped: 1 });
  });

  it('names what failed: a test with its file, or a file that did not load', () => {
    const report = vitest(
      [
        { name: 'a.test.ts', status: 'failed', assertionResults: [] },
        {
          name: 'b.test.ts',
          status: 'failed',
          assertionResults: [
            { status: 'failed', fullName: 'saves' },
            { status: 'passed', fullName: 'opens' },
          ],
        },
        { name: 'c.test.ts', status: 'passed', assertionResults: [{ status: 'passed', fullName: 'closes' }] },
      ],
      2,
      1,
    );
    expect(failedTests(report)).toEqual(['b.test.ts: saves']);
    const unloaded = { ...report, testResults: report.testResults.filter(({ name }) => name !== 'b.test.ts') };
    expect(failedTests(unloaded)).toEqual(['a.test.ts']);
  });

  it('counts a flaky end-to-end test as failed', () => {
    const report = { stats: { expected: 4, unexpected: 0, flaky: 1, skipped: 2 }, errors: [] };
    expect(tallyPlaywright(report)).toEqual({ passed: 4, failed: 1, skipped: 2 });
  });

  it.each([
    ['a runner that wrote no report', null, 1, 1],
    ['a runner that ended badly without a failed test', { passed: 3, failed: 0, skipped: 0 }, 1, 1],
    ['a runner that ran nothing', { passed: 0, failed: 0, skipped: 0 }, 0, 1],
    ['a good run', { passed: 3, failed: 0, skipped: 0 }, 0, 0],
    ['a run with failures', { passed: 3, failed: 2, skipped: 0 }, 1, 2],
  ])('judges %s', (_, tally, code, failed) => {
    expect(judge(tally, code).failed).toBe(failed);
  });

  it('closes with one line', () => {
    expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(closingLine({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped');
  });
});
