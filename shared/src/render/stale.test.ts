import { describe, expect, it } from 'vitest';
import { aHash, aShotRender } from '../testing/builders.ts';
import { seededRandom } from '../testing/random.ts';
import type { PlannedShot } from './plan.ts';
import { shotStatus } from './stale.ts';

const random = seededRandom(3);
const now = aHash(random);
const before = aHash(random);
const shot = { shot: { revision: now } } as Pick<PlannedShot, 'shot'>;

describe('shotStatus', () => {
  it.each([
    ['never rendered', null, { state: 'none' }],
    ['finished as it is now', { state: 'done', revision: now, doneRevision: now }, { state: 'current' }],
    ['edited since', { state: 'done', revision: before, doneRevision: before }, { state: 'stale', changed: 'shot' }],
    ['asked at another preset', { state: 'done', revision: before, preset: 'HIGH' }, { state: 'stale', changed: 'preset' }],
    ['on its way', { state: 'rendering', revision: now }, { state: 'rendering', outdated: false }],
    ['edited while it waits', { state: 'queued', revision: before }, { state: 'queued', outdated: true }],
    ['edited back to what is finished', { state: 'rendering', revision: before, doneRevision: now }, { state: 'current' }],
    ['failed as it is now', { state: 'failed', revision: now, doneRevision: before }, { state: 'failed' }],
    ['failed and edited since', { state: 'failed', revision: before, doneRevision: null }, { state: 'none' }],
    ['stopped, an older take is there', { state: 'cancelled', revision: now, doneRevision: before }, { state: 'stale' }],
  ] as const)('[P6] %s', (_, own, expected) => {
    const render = own === null ? null : aShotRender(random, own);
    expect(shotStatus(shot, 'LOW', render)).toMatchObject({ ...expected, render });
  });
});
