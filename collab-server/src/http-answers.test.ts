import { expect, it } from 'vitest';
import { answerHttp, type HttpState } from './http-answers.ts';

const state: HttpState = { whyNotReady: [], metrics: () => 'collab_rooms 3\n' };

it('tells its metrics to this machine and to nobody on the network (R3)', () => {
  const statusFor = (from: string | undefined) => answerHttp('/metrics?x=1', from, state).status;
  expect(['127.0.0.1', '127.0.1.1', '::1', '::ffff:127.0.0.1'].map(statusFor)).toEqual([200, 200, 200, 200]);
  const strangers = ['192.168.1.5', '10.0.0.127', '::ffff:192.168.1.5', 'fe80::1', '1127.0.0.1', undefined];
  expect(strangers.map(statusFor)).toEqual(strangers.map(() => 404));
  expect(answerHttp('/metrics', '::1', state).type).toContain('version=0.0.4');
});

it('tells everybody whether it lives and can serve, and if not why', () => {
  const stuck = { ...state, whyNotReady: ['draining', 'the log takes no edits'] };
  const status = (path: string, of: HttpState) => answerHttp(path, '192.168.1.5', of).status;
  expect([status('/livez', stuck), status('/readyz', state), status('/readyz', stuck), status('/', state)]).toEqual([
    200, 200, 503, 404,
  ]);
  expect(answerHttp('/readyz', '192.168.1.5', stuck).body).toBe('not ready: draining, the log takes no edits\n');
});
