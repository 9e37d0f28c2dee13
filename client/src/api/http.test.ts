import { expect, it } from 'vitest';
import { errorFrom, fillPath } from './http.ts';

it('puts parameters into a path and escapes them', () => {
  expect(fillPath('/api/runs/:runId/stop', { runId: 'a/b' })).toBe('/api/runs/a%2Fb/stop');
  expect(() => fillPath('/api/runs/:runId', {})).toThrow(TypeError);
});

it('keeps the words of an error the api sent', () => {
  const error = errorFrom(402, { code: 'no-credits', message: 'Needs 12 more credits.', details: { needed: 12 } });
  expect(error.code).toBe('no-credits');
  expect(error.message).toBe('Needs 12 more credits.');
  expect(error.details).toEqual({ needed: 12 });
});

it('makes an error of an answer that is none of ours', () => {
  expect(errorFrom(404, null).code).toBe('not-found');
  expect(errorFrom(502, '<html>').code).toBe('unavailable');
  expect(errorFrom(418, {}).code).toBe('bad-input');
});
