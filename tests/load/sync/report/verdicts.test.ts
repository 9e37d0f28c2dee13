import { describe, expect, it } from 'vitest';
import type { Bar, Row } from '../rows/row.ts';
import { reasonToVoid, type Turn } from '../run.ts';
import type { SubjectId } from '../subjects.ts';
import { niceTicks, plotSvg } from './plot.ts';
import { quantile, spread } from './stats.ts';
import { judge, summarise } from './verdicts.ts';

function rowOf(...bars: Bar[]): Row {
  return {
    id: 'row',
    title: 'Row',
    method: '',
    subjects: ['ours', 'yws', 'hocuspocus'],
    once: ['yws-pg'],
    figures: [{ name: 'ms', label: 'ms', digits: 1 }],
    bars,
    measure: () => Promise.reject(new Error('not measured here')),
  };
}

function turn(subject: SubjectId, ms: number, reason: string | null = null): Turn {
  return {
    row: 'row',
    subject,
    round: 1,
    date: '2026-11-29',
    figures: { ms },
    loaderPercent: 10,
    foreignPercent: 0,
    void: reason,
  };
}

const bar = (against: Bar['against'], must: number | null, goal: number | null): Bar => ({
  figure: 'ms',
  label: 'ms',
  against,
  must,
  goal,
});

function results(row: Row, turns: readonly Turn[]): string[] {
  return judge(row, summarise(row, turns)).map((verdict) => verdict.result);
}

describe('judge', () => {
  const turns = [turn('ours', 6), turn('yws', 10), turn('hocuspocus', 20), turn('yws-pg', 1)];

  it('compares with the better peer that runs in every round, or with the named one', () => {
    const row = rowOf(
      bar('better', 0.6, 0.5),
      bar('better', 0.59, null),
      bar('hocuspocus', 0.3, null),
      bar('hocuspocus', null, 0.29),
    );
    expect(results(row, turns)).toEqual(['must', 'missed', 'must', 'short']);
    expect(judge(row, summarise(row, turns))[0]).toMatchObject({ ours: 6, other: { subject: 'yws', value: 10 }, value: 0.6 });
  });

  it('tells the goal from the must, and holds a limit as it stands', () => {
    expect(results(rowOf(bar('better', 0.9, 0.6), bar('limit', 6, 5), bar('limit', 5.9, null)), turns)).toEqual([
      'goal',
      'must',
      'missed',
    ]);
  });

  it('leaves void rounds out while there are good ones, and says when there are none', () => {
    const row = rowOf(bar('better', 1, null));
    const mixed = [...turns, turn('ours', 600, 'the loader was busy'), turn('ours', 8)];
    expect(summarise(row, mixed)[0]).toMatchObject({ rounds: 2, voided: ['the loader was busy'], onlyVoid: false });
    expect(summarise(row, mixed)[0]?.figures.ms).toMatchObject({ median: 7, rounds: 2 });
    const bad = summarise(row, [turn('ours', 6), turn('yws', 10, 'busy')]);
    expect(bad[1]).toMatchObject({ rounds: 0, onlyVoid: true });
    expect(judge(row, bad)[0]).toMatchObject({ result: 'must', onlyVoid: true });
    expect(judge(row, summarise(row, mixed))[0]?.onlyVoid).toBe(false);
  });

  it('knows nothing of a figure no peer has', () => {
    expect(results(rowOf(bar('better', 1, null)), [turn('ours', 6)])).toEqual(['unknown']);
  });
});

describe('a turn', () => {
  it('is void when the loader or another program was busy, or a connection was cut', () => {
    expect(reasonToVoid([], { loaderShare: 0.8, foreignShare: 0.2 })).toBeNull();
    expect(reasonToVoid([], { loaderShare: 0.81, foreignShare: 0 })).toBe('the loader was busy');
    expect(reasonToVoid([], { loaderShare: 0, foreignShare: 0.21 })).toBe('other programs were busy');
    expect(reasonToVoid(['room: closed with 1013'], null)).toContain('1013');
    expect(reasonToVoid([], null)).toBeNull();
  });
});

describe('statistics', () => {
  it('median and quartiles, between neighbours where they must be', () => {
    expect(spread([4, 1, 3, 2, Number.NaN])).toEqual({ median: 2.5, low: 1.75, high: 3.25, rounds: 4 });
    expect(spread([]).rounds).toBe(0);
    expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(quantile([1, 2], 1)).toBe(2);
  });
});

describe('plots', () => {
  it('have round numbers on their axis that reach the highest value', () => {
    expect(niceTicks(9)).toEqual([0, 2.5, 5, 7.5, 10]);
    expect(niceTicks(400)).toEqual([0, 100, 200, 300, 400]);
    expect(niceTicks(0)).toEqual([0, 1]);
  });

  it('draw a gap as a gap and words as words', () => {
    const lines = [{ label: 'a < b', color: '#000000', values: [1, null, 3] }];
    const svg = plotSvg({ title: 'T', axis: 'x', points: [1, 2, 3], panels: [{ title: 'P', unit: 'ms', lines }] });
    expect(svg.match(/<circle/g)).toHaveLength(2);
    expect(svg).toContain('a &#60; b');
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});
