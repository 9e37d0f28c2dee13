import type { TaskView } from '@trashfire/shared/api/contract';
import { expect, it } from 'vitest';
import { countTasks } from './use-queue.ts';

const task = (state: TaskView['state'], kind: TaskView['kind'] = 'shot', episodeId = 'E'): TaskView => ({
  id: 't',
  kind,
  state,
  label: '1A',
  shotId: null,
  episodeId,
  episodeTitle: '',
  percent: null,
  position: null,
  seconds: null,
  price: '0',
  attempts: 0,
  reason: null,
  createdAt: '2026-01-01T00:00:00Z',
});

it('counts what this episode waits for, without the free stills', () => {
  const tasks = [
    task('running'),
    task('queued'),
    task('waiting'),
    task('done'),
    task('running', 'still'),
    task('running', 'shot', 'F'),
  ];
  expect(countTasks({ tasks }, 'E')).toEqual({ running: 1, queued: 2, open: 3 });
  expect(countTasks(undefined, 'E').open).toBe(0);
});
