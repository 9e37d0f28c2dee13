import './virtual-time.ts';
import { seededRandom } from '@trashfire/shared/testing/random';
import { drawOperation, perform } from './operations.ts';
import { planOf } from './plan.ts';
import { checkRights } from './rights.ts';
import { checkEnd, settle } from './settle.ts';
import { World } from './world.ts';

export interface Outcome {
  readonly seed: number;
  /** Of everything that happened: equal for two runs of one seed. */
  readonly hash: number;
  readonly events: number;
  readonly rows: number;
  /** What was found wrong, or null. */
  readonly failure: string | null;
  /** The last that happened before. */
  readonly trace: readonly string[];
}

export interface RunOptions {
  operations?: number;
  /** Operations to leave out, by number. */
  without?: ReadonlySet<number>;
  /** Lines of the trace to keep. */
  trace?: number;
}

/** Plays one seed: the real server and clients in a world of faults, then a quiet end in which everything must be well. */
export async function simulate(seed: number, options: RunOptions = {}): Promise<Outcome> {
  const plan = planOf(seed, options.operations, options.without);
  const world = new World(plan, options.trace ?? 40);
  const { time, trace } = world;
  let failure: string | null = null;
  const onRejection = (reason: unknown) => world.fail(`nobody heard: ${reason instanceof Error ? reason.stack : String(reason)}`);
  process.on('unhandledRejection', onRejection);
  const quiet = listenToConsole(world);
  // Each stock provider listens for the end of the process.
  const listeners = process.getMaxListeners();
  process.setMaxListeners(0);
  time.enter();
  try {
    await world.begin();
    for (let i = 0; i < plan.operations; i++) {
      // Each operation has chance of its own, so that one left out changes no other.
      const random = seededRandom(Math.imul(seed, 1_000_003) + i);
      const name = drawOperation(plan, random);
      const pause = pauseBefore(random.next());
      if (plan.without.has(i)) continue;
      await time.advance(pause);
      await perform(name, world, random);
      checkRights(world);
      world.check();
    }
    await settle(world);
    await checkEnd(world);
    world.check();
  } catch (error) {
    failure =
      error instanceof Error ? (error.name === 'Failure' ? error.message : (error.stack ?? error.message)) : String(error);
  } finally {
    time.leave();
    quiet();
    process.setMaxListeners(listeners);
    process.off('unhandledRejection', onRejection);
  }
  const rows = world.documents.reduce((sum, name) => sum + world.store.head(name), 0);
  return { seed, hash: trace.hash, events: time.events, rows, failure, trace: trace.tail() };
}

/** Milliseconds: mostly in the middle of what went before, sometimes after it. */
function pauseBefore(chance: number): number {
  if (chance < 0.6) return Math.floor(chance * 40);
  if (chance < 0.9) return Math.floor((chance - 0.6) * 1000);
  return Math.floor((chance - 0.9) * 20_000);
}

/** Libraries tell there what went wrong in silence: an error of theirs is a failure; that a write was denied is no news. */
function listenToConsole(world: World): () => void {
  const { console } = globalThis;
  const { error, warn } = console;
  console.error = (...words: unknown[]) => world.fail(`a library says: ${words.join(' ')}`);
  console.warn = () => undefined;
  return () => Object.assign(console, { error, warn });
}
