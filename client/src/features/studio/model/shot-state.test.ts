import type { ShotRender } from '@trashfire/shared/document/schema';
import { describe, expect, it } from 'vitest';
import { shotState } from './shot-state.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const render = (patch: Partial<ShotRender>): ShotRender => ({
  id: '000000000001',
  v: 1,
  state: 'done',
  revision: A,
  preset: 'LOW',
  take: 2,
  segment: null,
  dialogue: null,
  poster: null,
  frames: 24,
  reason: null,
  doneRevision: A,
  donePreset: 'LOW',
  ...patch,
});
const input = { render: null, hasStill: false, planned: {}, percent: null, change: null };

describe('shotState', () => {
  it('is a sketch or a still before anything was rendered', () => {
    expect(shotState(input).kind).toBe('sketch');
    expect(shotState({ ...input, hasStill: true }).kind).toBe('still');
  });

  it('shows live work before anything else', () => {
    expect(shotState({ ...input, render: render({ state: 'queued' }), planned: { LOW: B } }).kind).toBe('queued');
    expect(shotState({ ...input, render: render({ state: 'rendering' }), percent: 62 })).toEqual({
      kind: 'rendering',
      percent: 62,
    });
  });

  it('is stale only when the plan is known and differs from the finished take', () => {
    expect(shotState({ ...input, render: render({}), planned: {} })).toEqual({ kind: 'done', take: 2 });
    expect(shotState({ ...input, render: render({}), planned: { LOW: A } }).kind).toBe('done');
    expect(shotState({ ...input, render: render({}), planned: { LOW: B }, change: 'Line changed' })).toEqual({
      kind: 'stale',
      reason: 'Line changed',
    });
  });

  it('judges a take made at 1080p by the plan at 1080p', () => {
    const film = render({ preset: 'HIGH', donePreset: 'HIGH' });
    expect(shotState({ ...input, render: film, planned: { LOW: B, HIGH: A } }).kind).toBe('done');
    expect(shotState({ ...input, render: film, planned: { LOW: A.replace('a', 'c'), HIGH: B } }).kind).toBe('stale');
  });

  it('falls back to the board when a first take was stopped, and keeps the old take when a second was', () => {
    expect(shotState({ ...input, hasStill: true, render: render({ state: 'cancelled', doneRevision: null }) }).kind).toBe(
      'still',
    );
    expect(shotState({ ...input, render: render({ state: 'cancelled', doneRevision: A }), planned: { LOW: A } }).kind).toBe(
      'done',
    );
  });

  it('says why it failed', () => {
    expect(shotState({ ...input, render: render({ state: 'failed', reason: 'Out of memory' }) })).toEqual({
      kind: 'failed',
      reason: 'Out of memory',
    });
  });
});
