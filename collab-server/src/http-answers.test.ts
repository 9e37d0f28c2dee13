import { expect, it } from 'vitest';
import { answerHttp } from './http-answers.ts';

const state = { ready: true, metrics: () => 'collab_rooms 3\n' };

it('tells its metrics to this machine and to nobody on the network (R3)', () => {
  const statusFor = (from: string | undefined) => answerHttp('/metrics?x=1', from, state).status;
  expect(['127.0.0.1', '127.0.1.1', '::1', '::ffff:127.0.0.1'].map(statusFor)).toEqual([200, 200, 200, 200]);
  const strangers = ['192.168.1.5', '10.0.0.127', '::ffff:192.168.1.5', 'fe80::1', '1127.0.0.1', undefined];
  expect(strangers.map(statusFor)).toEqual(strangers.map(() => 404));
});

it('tells everybody whether it lives and can serve', () => {
  const status = (path: string, ready: boolean) => answerHttp(path, '192.168.1.5', { ...state, ready }).status;
  expect([status('/livez', false), status('/readyz', true), status('/readyz', false), status('/', true)]).toEqual([
    200, 200, 503, 404,
  ]);
});
