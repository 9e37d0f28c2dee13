import type { TaskView } from '@trashfire/shared/api/contract';
import { describe, expect, it } from 'vitest';
import { barLine, createReporter, logLine, renderShare, runProgress, summaryLine } from './progress.ts';

describe('words of progress', () => {
  it('says what was made in one line', () => {
    const made = { scenes: 5, shots: 23, length: 94.2, rendered: 41, fromCache: 0 };
    expect(summaryLine(made)).toBe('5 scenes, 23 shots, 1:34, rendered in 0:41, 0 from cache');
    expect(summaryLine({ ...made, scenes: 1, shots: 1, fromCache: 1 })).toBe(
      '1 scene, 1 shot, 1:34, rendered in 0:41, 1 from cache',
    );
  });

  it('fills a bar, and says 100% when it is done and not before (R10)', () => {
    const at = (share: number | null) => barLine({ what: 'Rendering', share, count: '8/23 shots', seconds: 12 });
    expect(at(0.5)).toBe(`  Rendering  [${'#'.repeat(15)}${'-'.repeat(15)}]  50%  8/23 shots  0:12`);
    expect(at(0.999)).toContain(' 99%');
    expect(at(1)).toContain(`[${'#'.repeat(30)}] 100%`);
    expect(at(null)).toContain(`[${'-'.repeat(30)}]      `);
    expect(logLine({ what: 'Rendering', share: 0.34, count: '8/23 shots', seconds: 12 })).toBe(
      'Rendering: 34%, 8/23 shots, 0:12',
    );
  });
});

describe('how far a render is', () => {
  const task = (over: Partial<TaskView>): TaskView => ({
    id: 't',
    kind: 'shot',
    state: 'running',
    label: 'Shot 1A',
    shotId: null,
    episodeId: '0EPS00000001',
    episodeTitle: 'One',
    percent: 50,
    position: null,
    seconds: null,
    price: '0',
    attempts: 1,
    reason: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    ...over,
  });
  const render = { id: 'r', episodeId: '0EPS00000001', done: 1, total: 4 };

  it('counts what is done and what workers measured of the rest', () => {
    expect(renderShare(render, { tasks: [] })).toBe(0.25);
    expect(renderShare(render, { tasks: [task({}), task({ percent: null })] })).toBe(0.375);
    expect(renderShare(render, { tasks: [task({ episodeId: '0EPS00000002' }), task({ state: 'waiting' })] })).toBe(0.25);
    expect(renderShare({ ...render, done: 4 }, { tasks: [task({})] })).toBe(1);
    expect(renderShare({ ...render, total: 0, done: 0 }, { tasks: [] })).toBe(0);
  });

  it('counts the steps of a run', () => {
    const step = (state: 'planned' | 'done' | 'failed') => ({
      index: 0,
      tool: 't',
      label: 'l',
      state,
      detail: null,
      about: [],
      ms: null,
    });
    expect(runProgress({ steps: [] })).toEqual({ share: null, count: 'planning' });
    expect(runProgress({ steps: [step('done'), step('failed'), step('planned'), step('planned')] })).toEqual({
      share: 0.5,
      count: '2/4 steps',
    });
  });
});

describe('what is shown', () => {
  const progress = { what: 'Rendering', count: '', seconds: 0 };
  const screen = () => {
    const parts: string[] = [];
    return { text: () => parts.join(''), write: (part: string) => void parts.push(part) };
  };

  it('is drawn in place on a terminal, and lines that stay come before it', () => {
    const { text, write } = screen();
    const reporter = createReporter({ write, isTTY: true });
    reporter.show({ ...progress, share: 0.1 });
    reporter.show({ ...progress, share: 0.2 });
    reporter.say('done');
    expect(text().split('\r\u001b[K')).toHaveLength(3);
    expect(text().endsWith('\r\u001b[Kdone\n')).toBe(true);
  });

  it('is a line now and then elsewhere, without control characters', () => {
    const { text, write } = screen();
    let at = 0;
    const reporter = createReporter({ write, isTTY: false, now: () => at });
    for (let share = 0; share <= 1; share += 0.01) {
      at += 100;
      reporter.show({ ...progress, share });
    }
    expect(text().split('\n').length).toBeLessThanOrEqual(7);
    for (const control of ['\r', '\u001b']) expect(text()).not.toContain(control);
  });
});
