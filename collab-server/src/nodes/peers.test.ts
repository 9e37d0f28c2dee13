import { describe, expect, it } from 'vitest';
import { BEAT_MS, DEAD_MS, Peers } from './peers.ts';

/** Time passes in beats, as it does in a node that runs. */
function world() {
  const peers = new Peers();
  let now = 0;
  peers.expire(now);
  const suspend = (ms: number) => {
    now += ms;
    return peers.expire(now);
  };
  return {
    peers,
    heard: (node: string) => peers.heard(node, now),
    /** @returns who died meanwhile. */
    pass: (ms: number) => {
      const dead: string[] = [];
      for (let left = ms; left > 0; left -= BEAT_MS) dead.push(...suspend(Math.min(left, BEAT_MS)));
      return dead;
    },
    suspend,
  };
}

describe('Peers', () => {
  it('takes a node for dead when it was silent for too long, and for new when it is back', () => {
    const { peers, heard, pass } = world();
    expect([heard('a'), heard('a')]).toEqual(['new', 'known']);
    expect(pass(DEAD_MS)).toEqual([]);
    expect(peers.any).toBe(true);
    expect(pass(BEAT_MS)).toEqual(['a']);
    expect([peers.any, heard('a')]).toEqual([false, 'new']);
  });

  it('keeps whoever speaks', () => {
    const { heard, pass } = world();
    heard('a');
    heard('b');
    for (let i = 0; i < 10; i++) {
      heard('a');
      expect(pass(BEAT_MS)).toEqual(i === 4 ? ['b'] : []);
    }
  });

  it('does not blame others for its own suspend', () => {
    const { heard, pass, suspend } = world();
    heard('a');
    expect(suspend(60_000)).toEqual([]);
    expect(pass(BEAT_MS)).toEqual([]);
    // Silent while we listen, it dies all the same.
    expect(pass(DEAD_MS)).toEqual(['a']);
  });

  it('does not listen to what comes late from a node that said goodbye', () => {
    const { peers, heard } = world();
    heard('a');
    peers.left('a');
    expect([peers.any, heard('a'), peers.any]).toEqual([false, 'ignore', false]);
  });

  it('knows no more nodes than a cluster has', () => {
    const { peers, heard } = world();
    for (let i = 0; i < 1000; i++) heard(`n${i}`);
    expect(peers.size).toBe(256);
    for (let i = 0; i < 1000; i++) peers.left(`n${i}`);
    expect(peers.size).toBe(0);
  });
});
