import { expect, it } from 'vitest';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import { landing } from './use-jump.ts';

const shot = { id: 'A', sceneId: 'S1', clip: { id: 'CA', start: 48 } };
const MODEL = {
  scenes: [
    { id: 'S1', placed: true, shots: [shot] },
    { id: 'S2', placed: true, shots: [] },
    { id: 'S9', placed: false, shots: [] },
  ],
  shots: new Map([['A', shot]]),
  lines: new Map([['L', {}]]),
} as unknown as EpisodeModel;

it.each([
  ['a scene is in the script', { kind: 'scene', id: 'S1' }, 'queue', 'script', '[data-id="S1"]'],
  ['on the board it is its first shot', { kind: 'scene', id: 'S1' }, 'storyboard', 'storyboard', '[data-shot="A"]'],
  ['a scene without shots is in the script', { kind: 'scene', id: 'S2' }, 'storyboard', 'script', '[data-id="S2"]'],
  ['a shot is on the board', { kind: 'shot', id: 'A' }, 'script', 'storyboard', '[data-shot="A"]'],
  ['in the timeline it is its clip', { kind: 'shot', id: 'A' }, 'timeline', 'timeline', '[data-clip="CA"]'],
  ['a clip is in the timeline', { kind: 'clip', id: 'CA' }, 'script', 'timeline', '[data-clip="CA"]'],
  ['a line is in the script', { kind: 'line', id: 'L' }, 'storyboard', 'script', '[data-id="L"]'],
] as const)('%s', (_, goal, from, room, selector) => {
  const to = landing(goal, MODEL, from);
  expect([to?.room, to?.selector]).toEqual([room, `#canvas ${selector}`]);
  if (room === 'timeline') expect(to?.frame).toBe(48);
});

it.each([
  { kind: 'scene', id: 'gone' },
  { kind: 'scene', id: 'S9' },
  { kind: 'shot', id: 'gone' },
  { kind: 'clip', id: 'gone' },
  { kind: 'line', id: 'gone' },
] as const)('what is gone is nowhere: %o', (goal) => expect(landing(goal, MODEL, 'script')).toBeNull());
