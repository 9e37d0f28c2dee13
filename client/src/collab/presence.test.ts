import { describe, expect, it } from 'vitest';
import { peersOf, progressOf } from './presence.ts';

const user = (id: string, name: string, kind = 'person') => ({ id, name, kind, color: '#84b4ff' });
const place = { room: 'script', sceneId: null, shotId: null, frame: null };

describe('peersOf', () => {
  it('leaves out this window, services and states that are none of ours', () => {
    const states = new Map<number, unknown>([
      [1, { user: user('a', 'Ines') }],
      [2, { user: user('b', 'Mika') }],
      [3, { user: user('w', 'worker', 'service') }],
      [4, { cursor: {} }],
    ]);
    expect(peersOf(states, 1).map((peer) => peer.user.name)).toEqual(['Mika']);
  });

  it('shows a person with two windows once, where they are, and the agent last', () => {
    const states = new Map<number, unknown>([
      [5, { user: user('r', 'Ember', 'agent') }],
      [6, { user: user('b', 'Mika') }],
      [7, { user: user('b', 'Mika'), place }],
    ]);
    const peers = peersOf(states, 1);
    expect(peers.map((peer) => peer.user.name)).toEqual(['Mika', 'Ember']);
    expect(peers[0]?.place).toEqual(place);
  });
});

it('merges what several workers report and keeps it within 0 and 100', () => {
  const states = new Map<number, unknown>([
    [1, { user: user('w', 'worker', 'service'), progress: { A: { percent: 30, taskId: 't' } } }],
    [2, { user: user('x', 'worker', 'service'), progress: { B: { percent: 140, taskId: 'u' } } }],
  ]);
  expect(progressOf(states)).toEqual({ A: 30, B: 100 });
});
