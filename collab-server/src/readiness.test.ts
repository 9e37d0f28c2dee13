import { describe, expect, it } from 'vitest';
import { Silence, whyNotReady } from './readiness.ts';

const well = { draining: false, logFailingMs: null, databaseSilentMs: null };

describe('whyNotReady', () => {
  it('says nothing of a node that serves, and forgives a hiccup', () => {
    expect(whyNotReady(well)).toEqual([]);
    expect(whyNotReady({ ...well, logFailingMs: 1500, databaseSilentMs: 1500 })).toEqual([]);
  });

  it('names each reason', () => {
    expect(whyNotReady({ ...well, draining: true })).toEqual(['draining']);
    expect(whyNotReady({ ...well, logFailingMs: 2001 })).toEqual(['the log takes no edits']);
    expect(whyNotReady({ ...well, databaseSilentMs: 2001 })).toEqual(['the database does not answer']);
    expect(whyNotReady({ draining: true, logFailingMs: 9e4, databaseSilentMs: 9e4 })).toHaveLength(3);
  });
});

describe('Silence', () => {
  it('counts from the question that was never answered', () => {
    const silence = new Silence();
    expect(silence.lasting(0)).toBeNull();
    silence.asked(100);
    expect(silence.lasting(600)).toBe(500);
    silence.answered();
    expect(silence.lasting(700)).toBeNull();
  });

  it('counts on over questions that failed, until one is answered', () => {
    const silence = new Silence();
    silence.asked(100);
    silence.failed(150);
    silence.asked(1100);
    silence.failed(1150);
    expect(silence.lasting(3100)).toBe(3000);
    silence.asked(3100);
    silence.answered();
    expect(silence.lasting(3200)).toBeNull();
  });
});
