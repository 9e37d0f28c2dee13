import { describe, expect, it } from 'vitest';
import { momentOf } from './steps.ts';

const done = { id: 'new', state: 'done' } as const;

describe('how far the one change is', () => {
  it('follows it from stale to drawn', () => {
    expect(momentOf({ stale: 0, before: undefined, render: null })).toBe('unchanged');
    expect(momentOf({ stale: 1, before: null, render: null })).toBe('stale');
    expect(momentOf({ stale: 0, before: null, render: { id: 'new', state: 'open' } })).toBe('drawing');
    expect(momentOf({ stale: 0, before: null, render: done })).toBe('drawn');
  });

  it('takes no film for the new one that was there before, nor a change that was taken back for a rendered one', () => {
    expect(momentOf({ stale: 0, before: undefined, render: done })).toBe('unchanged');
    expect(momentOf({ stale: 0, before: 'new', render: done })).toBe('unchanged');
  });

  it('does not say it is being drawn when that was stopped or failed', () => {
    expect(momentOf({ stale: 0, before: 'old', render: { id: 'new', state: 'cancelled' } })).toBe('unchanged');
    expect(momentOf({ stale: 0, before: 'old', render: { id: 'new', state: 'failed' } })).toBe('unchanged');
  });
});
