import { describe, expect, test } from 'vitest';
import { nextStep, type RequestProgress } from './followups.ts';

type State = RequestProgress['shots'][number]['state'];
const at = (shots: State[], cut: State | null = null): RequestProgress => ({
  shots: shots.map((state) => ({ state })),
  cut: cut ? { state: cut } : null,
});

describe('what follows when a task is settled', () => {
  test.each<[string, RequestProgress, ReturnType<typeof nextStep>]>([
    ['a shot still runs', at(['done', 'running'], 'waiting'), 'wait'],
    ['one failed while another runs: the other is not thrown away', at(['failed', 'queued'], 'waiting'), 'wait'],
    ['one failed and nothing is open', at(['failed', 'done'], 'waiting'), 'failed'],
    ['all shots are there: the cut may be assembled', at(['done', 'done'], 'waiting'), 'queue-cut'],
    ['the cut is being assembled', at(['done'], 'running'), 'wait'],
    ['the cut was there before', at(['done'], 'done'), 'done'],
    ['the cut failed', at(['done'], 'failed'), 'failed'],
    ['nobody asked for a cut', at(['done', 'done']), 'done'],
    ['a shot was cancelled by the last one who wanted it', at(['cancelled', 'done'], 'waiting'), 'failed'],
  ])('%s', (_, progress, step) => {
    expect(nextStep(progress)).toBe(step);
  });
});
