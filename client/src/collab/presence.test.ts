import { describe, expect, it } from 'vitest';
import { dragsOf, peersOf, progressOf, windowsOf } from './presence.ts';

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

  it('shows a person with three windows once, where they moved last, and the agent last', () => {
    const states = new Map<number, unknown>([
      [5, { user: user('r', 'Ember', 'agent') }],
      [6, { user: user('b', 'Mika') }],
      [7, { user: user('b', 'Mika'), place: { ...place, room: 'timeline', at: 2000 } }],
      [8, { user: user('b', 'Mika'), place: { ...place, at: 1000 } }],
    ]);
    const peers = peersOf(states, 1);
    expect(peers.map((peer) => peer.user.name)).toEqual(['Mika', 'Ember']);
    expect(peers[0]?.place?.room).toBe('timeline');
  });

  it('takes any place before none, also from a client that does not say when', () => {
    const states = new Map<number, unknown>([
      [6, { user: user('b', 'Mika') }],
      [7, { user: user('b', 'Mika'), place }],
    ]);
    expect(peersOf(states, 1)[0]?.place).toEqual(place);
  });

  it('does not make a peer of one’s own other window, which still is a window', () => {
    const states = new Map<number, unknown>([
      [1, { user: user('a', 'Ines') }],
      [2, { user: user('a', 'Ines'), place }],
      [3, { user: user('b', 'Mika') }],
      [4, { user: user('b', 'Mika'), place }],
    ]);
    expect(peersOf(states, 1).map((peer) => peer.user.name)).toEqual(['Mika']);
    expect(windowsOf(states, 1).map(({ clientId, own }) => [clientId, own])).toEqual([
      [2, true],
      [3, false],
      [4, false],
    ]);
  });
});

it('merges what several workers report and keeps it within 0 and 100', () => {
  const states = new Map<number, unknown>([
    [1, { user: user('w', 'worker', 'service'), progress: { A: { percent: 30, taskId: 't' } } }],
    [2, { user: user('x', 'worker', 'service'), progress: { B: { percent: 140, taskId: 'u' } } }],
  ]);
  expect(progressOf(states)).toEqual({ A: 30, B: 100 });
});

describe('dragsOf', () => {
  const drag = { kind: 'edge', start: 48, end: 96 };

  it('shows what others drag, not one’s own hand, and nothing once they let go', () => {
    const states = new Map<number, unknown>([
      [1, { user: user('a', 'Ines'), drag }],
      [2, { user: user('b', 'Mika'), drag }],
      [3, { user: user('c', 'Teo'), drag: null }],
      [4, { user: user('d', 'Jonah') }],
    ]);
    expect(dragsOf(states, 1).map((one) => [one.user.name, one.drag])).toEqual([['Mika', drag]]);
  });

  it('keeps a person whose program drags in a way this one does not know', () => {
    const states = new Map<number, unknown>([[2, { user: user('b', 'Mika'), drag: { kind: 'slip', by: 3 } }]]);
    expect(dragsOf(states, 1)).toEqual([]);
    expect(peersOf(states, 1).map((peer) => peer.user.name)).toEqual(['Mika']);
  });
});
