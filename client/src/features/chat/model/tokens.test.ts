import type { RunView } from '@trashfire/shared/api/contract';
import { describe, expect, it } from 'vitest';
import { withRun } from './run-list.ts';
import { addToken } from './tokens.ts';

describe('addToken', () => {
  it('appends, ignores repeats, and merges overlaps', () => {
    expect(addToken('Two ', 4, 'shots')).toBe('Two shots');
    expect(addToken('Two shots', 4, 'shots')).toBe('Two shots');
    expect(addToken('Two sh', 4, 'shots')).toBe('Two shots');
  });
  it('says when something is missing in between', () => expect(addToken('Two', 8, 'x')).toBeNull());
});

describe('withRun', () => {
  const run = (patch: Partial<RunView>): RunView => ({
    id: 'r',
    episodeId: 'E',
    state: 'running',
    task: '',
    context: { mode: 'edit', refs: [] },
    askedBy: { id: 'p', name: 'Ines', color: '#84b4ff', initials: 'IV' },
    model: 'offline',
    steps: [],
    text: '',
    offers: [],
    cost: '0',
    reason: null,
    startedAt: null,
    finishedAt: null,
    ...patch,
  });

  it('never lets an overtaken word bring a finished run back', () => {
    expect(withRun([run({ state: 'stopped' })], run({ state: 'running' }))[0]?.state).toBe('stopped');
  });
  it('keeps streamed text that a step update does not have yet', () => {
    expect(withRun([run({ text: 'Eight shots' })], run({ text: 'Eight' }))[0]?.text).toBe('Eight shots');
    expect(withRun([run({ text: 'Eight shots' })], run({ text: 'Eight.', state: 'done' }))[0]?.text).toBe('Eight.');
  });
  it('adds a run it has not seen', () => expect(withRun([], run({}))).toHaveLength(1));
});
