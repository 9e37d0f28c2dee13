import { expect, it } from 'vitest';
import { progressOf } from './use-drawings.ts';

type State = Parameters<typeof progressOf>[0]['drawings'][number]['state'];
const of = (...states: State[]) =>
  progressOf({ drawings: states.map((state, i) => ({ view: String(i), revision: '', state, hash: null, reason: null })) });

it('percent counts what is finished: what is merely being drawn moves nothing', () => {
  expect(of('queued', 'queued', 'queued', 'queued').percent).toBe(0);
  expect(of('running', 'running', 'queued', 'queued').percent).toBe(0);
  expect(of('done', 'running', 'queued', 'queued').percent).toBe(25);
  expect(of('done', 'failed', 'none', 'done').percent).toBe(50);
  expect(of().percent).toBe(0);
});

it('tells what is on its way, what failed and what nobody asked for', () => {
  expect(of('done', 'waiting', 'failed', 'none', 'cancelled')).toEqual({
    total: 5,
    done: 1,
    percent: 20,
    open: true,
    failed: 1,
    missing: 2,
  });
  expect(of('done', 'failed').open).toBe(false);
});
