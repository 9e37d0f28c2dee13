import type { DocumentName } from '@trashfire/shared/document/names';
import { countOf } from '@trashfire/shared/testing/counts';
import { eventually } from '@trashfire/shared/testing/eventually';
import { type Random, seededRandom } from '@trashfire/shared/testing/random';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type CollabProcess, collabProcess } from '../support/collab-process.ts';
import {
  doubledWords,
  enoughAcks,
  type Ledger,
  missingWords,
  newLedger,
  saidSoFar,
  sameContent,
  Writer,
} from '../support/collab-writers.ts';
import { type DurableTeam, durableTeam } from '../support/durable-postgres.ts';
import { fakePause } from '../support/fake-peers.ts';
import { quantile, spread } from '../support/quantile.ts';
import { threadTime } from '../support/thread-time.ts';

const SEED = 20_262;
const ROUNDS = countOf('kills of the collab-server', { usual: 10, long: 1000 });
vi.setConfig({ testTimeout: ROUNDS * 30_000 });
const WRITERS = 8;
/** Answers a round waits for before it may kill, so that every kill has something to lose. */
const ACKS_PER_ROUND = 40;
/** Documents are changed after this many rounds: reading them again each round would else take longer and longer. */
const ROUNDS_PER_DOCUMENT = 10;
/** Each so many rounds the server is killed again while it comes back, some of the writers let in and the rest on their way. */
const TWICE_EVERY = 4;
/** From the kill to everybody equal and writing again; the figure to reach (facts: faults B1 1). */
const RECOVERY_P95_MS = 5000;
/**
 * How long it is since the kill, and for how much of that the server or the test stood ready and had no processor: ten programs on
 * two cores make a start of 1 s last 5, which says nothing of the server. Postgres' and the other threads' waits are not known and count.
 */
class Recovery {
  private readonly killedAt = performance.now();
  private readonly ours = threadTime(process.pid).waited;
  private oursAtStart = 0;
  private oursAtReady = 0;
  private serversAtReady = 0;
  private readyAt = 0;

  /** Kills, looks into the store and starts again. */
  static async after(looked: () => Promise<void>, starts: number[]): Promise<Recovery> {
    const recovery = new Recovery();
    await collab.kill();
    await looked();
    recovery.oursAtStart = threadTime(process.pid).waited;
    starts.push(await collab.start());
    recovery.readyAt = performance.now();
    recovery.oursAtReady = threadTime(process.pid).waited;
    recovery.serversAtReady = threadTime(collab.pid()).waited;
    return recovery;
  }

  /** @returns ms: all of it, the part since the server was ready, and all but what was waited for a processor. */
  end(): { all: number; ready: number; busy: number } {
    const now = performance.now();
    const since = [threadTime(process.pid).waited - this.oursAtReady, threadTime(collab.pid()).waited - this.serversAtReady];
    // One after the other until it is ready; then both at once, and only the longer wait is forgiven.
    const waited = this.oursAtStart - this.ours + this.serversAtReady + Math.max(...since);
    const all = now - this.killedAt;
    return { all, ready: now - this.readyAt, busy: all - waited };
  }
}

/** What a wait gives up at. Far more than the figure, so that a slow round is told in ms and judged with the others at the end. */
const GIVE_UP_MS = 20_000;
/** Longest pause of a writer between two words: eight of them keep a commit under way at nearly every moment. */
const PAUSE_MS = 40;

let team: DurableTeam;
let collab: CollabProcess;

beforeAll(async () => {
  team = await durableTeam(WRITERS);
  collab = await collabProcess(() => team.postgres.url());
  await collab.start();
});

afterAll(async () => {
  await collab.kill();
  await team.close();
});

interface Scene {
  writers: Writer[];
  ledger: Ledger;
}

async function newScene(random: Random, round: number): Promise<Scene> {
  const documents: [DocumentName, DocumentName] = [await team.harness.document(), await team.harness.document()];
  const ledger = newLedger(documents);
  const writers = team.people.map((person, i) => {
    const document = documents[i % 2 === 0 ? 0 : 1];
    const session = team.harness.session(collab.address, document, person);
    return new Writer({ session, document, random, prefix: `${round}.${i}`, ledger, pauseMs: PAUSE_MS });
  });
  await Promise.all(writers.map((writer) => writer.session.ready));
  return { writers, ledger };
}

async function expectStored(said: Ledger, round: number): Promise<void> {
  for (const [document, words] of said) {
    const stored = await team.harness.stored(document);
    expect(missingWords(stored, words), `seed ${SEED}, round ${round}: lost`).toEqual([]);
    expect(doubledWords(stored), `seed ${SEED}, round ${round}: twice`).toEqual([]);
  }
}

/** Everybody's next word is saved, and then all who share a document hold the same. */
async function equalAndWritable({ writers }: Scene): Promise<void> {
  await Promise.all(writers.map((writer) => writer.write()));
  await eventually(
    'equal',
    () => writers.every((a) => writers.every((b) => a.document !== b.document || sameContent(a.session.doc, b.session.doc))),
    GIVE_UP_MS,
  );
}

it(`R1: no word that was said to be saved is lost in ${ROUNDS} kills of the server, and all write on within 5 s`, async () => {
  const random = seededRandom(SEED);
  const fromKill: number[] = [];
  const fromReady: number[] = [];
  const withProcessor: number[] = [];
  const starts: number[] = [];
  let acknowledged = 0;
  let scene: Scene | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    scene ??= await newScene(random, round);
    const { writers, ledger } = scene;
    for (const writer of writers) writer.start();
    await enoughAcks(ledger, ACKS_PER_ROUND);
    await fakePause(random, 150);
    const looked = () => expectStored(saidSoFar(ledger), round);
    let recovery = await Recovery.after(looked, starts);
    if (round % TWICE_EVERY === 1) {
      await fakePause(random, 300);
      recovery = await Recovery.after(looked, starts);
    }
    await Promise.all(writers.map((writer) => writer.stop()));
    await equalAndWritable(scene);
    const took = recovery.end();
    fromKill.push(took.all);
    fromReady.push(took.ready);
    withProcessor.push(took.busy);
    if ((round + 1) % ROUNDS_PER_DOCUMENT === 0 || round === ROUNDS - 1) {
      await expectStored(ledger, round);
      acknowledged += [...ledger.values()].reduce((sum, words) => sum + words.size, 0);
      for (const { session } of writers) session.destroy();
      scene = null;
      if ((round + 1) % 100 === 0) process.stdout.write(`${round + 1} kills, ${acknowledged} acknowledged words, none lost\n`);
    }
  }
  process.stdout.write(`${acknowledged} acknowledged words over ${ROUNDS} kills, none lost\n`);
  process.stdout.write(spread('start of a collab-server until it is ready', starts));
  process.stdout.write(spread('from kill -9 to all equal and writing', fromKill));
  process.stdout.write(spread('of it, from ready', fromReady));
  process.stdout.write(spread('from kill -9, without waits for a processor', withProcessor));
  // All that comes after the kill counts: our own look at the store, the start of a process, the clients' way back. On a machine
  // with a core to spare both figures are one. Of ten rounds the p95 is the slowest.
  expect(quantile(withProcessor, 0.95)).toBeLessThan(RECOVERY_P95_MS);
});
