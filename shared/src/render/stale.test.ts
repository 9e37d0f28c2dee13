import { describe, expect, it } from 'vitest';
import { aHash, aShotRender } from '../testing/builders.ts';
import { seededRandom } from '../testing/random.ts';
import { presetsInUse, shotStatus } from './stale.ts';

const random = seededRandom(3);
const now = aHash(random);
const before = aHash(random);
const nowHigh = aHash(random);
const planned = { LOW: now, HIGH: nowHigh };
const done = (revision: string, donePreset: 'LOW' | 'HIGH' = 'LOW') =>
  ({ state: 'done', revision, preset: donePreset, doneRevision: revision, donePreset }) as const;

describe('shotStatus', () => {
  it.each([
    ['never rendered', null, { take: 'none', work: null }],
    ['finished as it is now', done(now), { take: 'current', work: null }],
    ['edited since', done(before), { take: 'stale', work: null }],
    ['finished at 1080p as it is now', done(nowHigh, 'HIGH'), { take: 'current', work: null }],
    ['finished at 1080p and edited since', done(before, 'HIGH'), { take: 'stale', work: null }],
    [
      'asked at 1080p while the 720p take holds',
      { ...done(now), state: 'queued', preset: 'HIGH', revision: nowHigh },
      { take: 'current', work: 'queued' },
    ],
    ['on its way for the first time', { state: 'rendering', revision: now }, { take: 'none', work: 'rendering' }],
    ['edited while it waits', { ...done(before), state: 'queued' }, { take: 'stale', work: 'queued' }],
    [
      'edited back to what is finished',
      { ...done(now), state: 'rendering', revision: before },
      { take: 'current', work: 'rendering' },
    ],
    ['failed as it is now', { ...done(before), state: 'failed', revision: now }, { take: 'stale', work: 'failed' }],
    ['failed and edited since', { state: 'failed', revision: before, doneRevision: null }, { take: 'none', work: null }],
    ['stopped, an older take is there', { ...done(before), state: 'cancelled', revision: now }, { take: 'stale', work: null }],
    ['a record of before the preset was told', { ...done(before), donePreset: null }, { take: 'stale', work: null }],
  ] as const)('[P6] %s', (_, own, expected) => {
    expect(shotStatus(planned, own === null ? null : aShotRender(random, own))).toEqual(expected);
  });

  it('calls nothing stale that is not planned yet', () => {
    expect(shotStatus({ LOW: now }, aShotRender(random, done(before, 'HIGH'))).take).toBe('current');
    expect(shotStatus({}, aShotRender(random, { state: 'failed', doneRevision: null })).work).toBe('failed');
  });
});

it('plans at LOW always, and at what else can be watched', () => {
  expect(presetsInUse([])).toEqual(['LOW']);
  expect(presetsInUse([{ donePreset: 'LOW' }, { donePreset: 'HIGH' }, { donePreset: null }])).toEqual(['LOW', 'HIGH']);
});
