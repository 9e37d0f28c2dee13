import { type Random, seededRandom } from '@trashfire/shared/testing/random';
import { EDITS, type EditName } from './edits.ts';
import type { PeerKind } from './peer.ts';

/** What besides edits happens in a run, by name, with how often it does in a thousand operations when it is part of the run at all. */
export const EVENTS = {
  undo: 60,
  redo: 25,
  presence: 30,
  burst: 40,
  cut: 25,
  offline: 25,
  online: 50,
  stall: 12,
  resume: 25,
  vanish: 6,
  reload: 12,
  outdated: 4,
  nameVersion: 8,
  restore: 8,
  crash: 12,
  leave: 12,
  everybodyLeaves: 6,
  comeBack: 30,
  intrude: 15,
  job: 20,
  killNode: 10,
  deploy: 6,
  breakRoom: 5,
  storeFault: 15,
  storeWell: 30,
  busAway: 8,
  busBack: 16,
  compact: 20,
  damage: 6,
  release: 3,
  remove: 3,
  access: 12,
  restoreAccess: 24,
  pause: 15,
} as const;
export type EventName = keyof typeof EVENTS;
export type OperationName = EventName | `edit ${EditName}`;

/** A run, as far as it is settled before it begins. */
export interface Plan {
  readonly seed: number;
  readonly operations: number;
  readonly nodes: number;
  readonly documents: number;
  readonly peers: readonly PeerKind[];
  /** Shortest and longest. */
  readonly latencyMs: readonly [number, number];
  readonly busLoss: number;
  /** Share of the time that processes are at work. */
  readonly load: number;
  /** Chance that an eager peer writes as soon as its socket is open. */
  readonly haste: number;
  readonly weights: ReadonlyMap<OperationName, number>;
  /** Operations left out; a failing run is made smaller by it. */
  readonly without: ReadonlySet<number>;
}

/**
 * Each run draws which faults it has and how often: a run in which everything happens at once hides what a run with little in it
 * shows (swarm testing: Groce et al., ISSTA 2012).
 */
export function planOf(seed: number, operations = 300, without: ReadonlySet<number> = new Set()): Plan {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1));
  const kinds: PeerKind[] = ['editor', 'editor'];
  for (let i = random.int(0, 6); i > 0; i--)
    kinds.push(random.pick(['editor', 'editor', 'stock', 'eager', 'viewer', 'agent', 'intruder']));
  const slow = random.chance(0.2);
  return {
    seed,
    operations,
    without,
    nodes: random.int(1, 3),
    documents: random.chance(0.25) ? 2 : 1,
    peers: kinds,
    latencyMs: slow ? [40, 300] : [1, random.int(2, 30)],
    busLoss: random.pick([0, 0.1, 0.5]),
    load: random.pick([0.1, 0.1, 0.7, 1]),
    haste: 0.5,
    weights: weights(random),
  };
}

function weights(random: Random): Map<OperationName, number> {
  const chosen = new Map<OperationName, number>();
  for (const name of Object.keys(EVENTS) as EventName[]) {
    if (random.chance(0.7)) chosen.set(name, EVENTS[name] * random.pick([0.5, 1, 1, 3]));
  }
  for (const name of Object.keys(EDITS) as EditName[]) chosen.set(`edit ${name}`, 40 * random.pick([0, 0.5, 1, 1, 3]));
  chosen.set('edit type', 120);
  chosen.set('edit format', 60 * random.pick([0.5, 1, 3]));
  return chosen;
}
