import './virtual-time.ts';
import type { Peer, PeerKind } from './peer.ts';
import { World } from './world.ts';

/** People of a scene, as many as it was given kinds. */
type Cast<K extends readonly PeerKind[]> = { [I in keyof K]: Peer };

/**
 * Plays a scene on one node, with nothing going wrong but what the scene itself does. Everybody is online when it begins; what the
 * world finds wrong meanwhile fails it.
 */
export async function playScene<const K extends readonly PeerKind[]>(
  kinds: K,
  scene: (world: World, peers: Cast<K>) => Promise<void>,
  nodes = 1,
): Promise<void> {
  const world = new World(
    {
      seed: 1,
      operations: 0,
      nodes,
      documents: 1,
      peers: kinds,
      latencyMs: [5, 5],
      busLoss: 0,
      load: 0,
      haste: 0,
      weights: new Map(),
      without: new Set(),
    },
    0,
  );
  world.time.enter();
  try {
    await world.begin();
    await world.time.advance(1000);
    await scene(world, world.peers as unknown as Cast<K>);
    world.check();
  } finally {
    world.time.leave();
  }
}
