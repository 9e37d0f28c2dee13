import { CutRender, ShotRender } from '@trashfire/shared/document/schema';
import { describe, expect, test } from 'vitest';
import { projectRenders, type WantRow } from './projection.ts';

const hash = (digit: string) => digit.repeat(64);
const want = (over: Partial<WantRow>): WantRow => ({
  targetId: '0SHT00000001',
  kind: 'shot',
  revision: hash('a'),
  preset: 'LOW',
  state: 'waiting',
  reason: null,
  frames: 48,
  fps: 24,
  assets: {},
  ...over,
});
const finished = { state: 'done' as const, assets: { segment: hash('1'), dialogue: hash('2'), poster: hash('3') } };

describe('what the room sees of rendering', () => {
  test('a waiting shot is queued and has no take', () => {
    const { shots } = projectRenders([want({})]);
    expect(shots).toEqual([expect.objectContaining({ state: 'queued', take: 0, segment: null, doneRevision: null })]);
    for (const shot of shots) ShotRender.parse(shot);
  });

  test('while a new take renders, the one before stays playable and is named', () => {
    const [shot] = projectRenders([want({ state: 'running', revision: hash('b') }), want(finished)]).shots;
    expect(shot).toMatchObject({ state: 'rendering', revision: hash('b'), doneRevision: hash('a'), segment: hash('1'), take: 1 });
  });

  test('a take and a cut say what they were made at, whatever is asked for beside them', () => {
    const asked = { state: 'waiting' as const, preset: 'LOW' as const, revision: hash('b') };
    const { shots, cuts } = projectRenders([
      want(asked),
      want({ ...finished, preset: 'HIGH' }),
      want({ ...asked, kind: 'episode', targetId: '0EPS00000001' }),
      want({ kind: 'episode', targetId: '0EPS00000001', state: 'done', preset: 'HIGH', fps: 30, assets: { cut: hash('9') } }),
    ]);
    expect(shots).toEqual([expect.objectContaining({ preset: 'LOW', doneRevision: hash('a'), donePreset: 'HIGH' })]);
    expect(cuts).toEqual([expect.objectContaining({ preset: 'LOW', asset: hash('9'), assetPreset: 'HIGH', fps: 30 })]);
  });

  test('takes count revisions, not requests', () => {
    const [shot] = projectRenders([want(finished), want(finished), want({ ...finished, revision: hash('c') })]).shots;
    expect(shot).toMatchObject({ state: 'done', take: 2, doneRevision: hash('a') });
  });

  test('a failed shot says why', () => {
    const [shot] = projectRenders([want({ state: 'failed', reason: 'the disk is full' })]).shots;
    expect(shot).toMatchObject({ state: 'failed', reason: 'the disk is full' });
  });

  test('a cut is told apart from a shot', () => {
    const { shots, cuts } = projectRenders([want({ kind: 'episode', state: 'done', frames: 900, assets: { cut: hash('9') } })]);
    expect(shots).toEqual([]);
    expect(cuts).toEqual([expect.objectContaining({ asset: hash('9'), frames: 900, fps: 24, state: 'done' })]);
    for (const cut of cuts) CutRender.parse(cut);
  });
});
