import type { DocumentName } from '@trashfire/shared/document/names';
import { countOf } from '@trashfire/shared/testing/counts';
import { eventually } from '@trashfire/shared/testing/eventually';
import { type Random, seededRandom } from '@trashfire/shared/testing/random';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { CollabHarness } from '../../collab-server/src/testing/harness.ts';
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
  wordCounts,
} from '../support/collab-writers.ts';
import { type DurablePostgres, type DurableTeam, durableTeam } from '../support/durable-postgres.ts';
import { fakePause } from '../support/fake-peers.ts';

const SEED = 20_261;
const ROUNDS = countOf('kills of everything', { usual: 5, long: 50 });
/** A database recovers in every round; a machine with other work takes its time over that. */
vi.setConfig({ testTimeout: ROUNDS * 24_000 });
const CLIENTS = 4;
/** Answers a round waits for before it may kill, so that every kill has something to lose. */
const ACKS_PER_ROUND = 30;

let team: DurableTeam;
let postgres: DurablePostgres;
let collab: CollabProcess;
let harness: CollabHarness;
let documents: DocumentName[];

beforeAll(async () => {
  team = await durableTeam(CLIENTS);
  ({ postgres, harness } = team);
  documents = [await harness.document(), await harness.document()];
  collab = await collabProcess(() => postgres.url());
  await collab.start();
});

afterAll(async () => {
  await collab.kill();
  await team.close();
});

function startWriters(random: Random, round: string, ledger: Ledger): Writer[] {
  return team.people.map((person, i) => {
    const document = documents[i % documents.length];
    if (document === undefined) throw new RangeError('no document');
    const session = harness.session(collab.address, document, person);
    const writer = new Writer({ session, document, random, prefix: `${round}-${i}`, ledger });
    writer.start();
    return writer;
  });
}

it('R1: after kill -9 of every process, the database included, each word that was said to be saved is there', async () => {
  const random = seededRandom(SEED);
  const ledger = newLedger(documents);
  for (let round = 0; round < ROUNDS; round++) {
    const writers = startWriters(random, `all${round}`, ledger);
    await enoughAcks(ledger, ACKS_PER_ROUND);
    await fakePause(random, 150);
    // Everybody dies in the same moment: nobody is left to send anything again.
    await Promise.all([collab.kill(), postgres.kill()]);
    const said = saidSoFar(ledger);
    for (const { session } of writers) session.destroy();
    await postgres.start();
    for (const [document, words] of said) {
      expect(missingWords(await harness.stored(document), words), `seed ${SEED}, round ${round}`).toEqual([]);
    }
    await collab.start();
  }
});

it('R6: writers who outlive the server keep every word, acknowledged or not, and end up equal', async () => {
  const random = seededRandom(SEED + 1);
  const ledger = newLedger(documents);
  const writers = startWriters(random, 'server', ledger);
  for (let round = 0; round < 2; round++) {
    await enoughAcks(ledger, ACKS_PER_ROUND);
    await collab.kill();
    await collab.start();
  }
  await enoughAcks(ledger, ACKS_PER_ROUND);
  await expectAllStored(writers);
});

it('R1: while the database is dead nothing is said to be saved, and all of it is once it is back', async () => {
  const random = seededRandom(SEED + 2);
  const ledger = newLedger(documents);
  const writers = startWriters(random, 'database', ledger);
  await enoughAcks(ledger, ACKS_PER_ROUND);
  await postgres.kill();
  const pendingOf = () => writers.map((writer) => writer.session.status.pending);
  await eventually('everybody types on unsaved', () => pendingOf().every((pending) => pending > 5));
  await postgres.start();
  await enoughAcks(ledger, ACKS_PER_ROUND);
  await expectAllStored(writers);
});

async function expectAllStored(writers: readonly Writer[]): Promise<void> {
  await Promise.all(writers.map((writer) => writer.stop()));
  await Promise.all(writers.map((writer) => writer.session.durable()));
  for (const { session, document } of writers) {
    const stored = await harness.stored(document);
    await eventually('equal to what is stored', () => sameContent(session.doc, stored));
    expect(missingWords(stored, wordCounts(session.doc).keys())).toEqual([]);
    expect(doubledWords(stored)).toEqual([]);
    session.destroy();
  }
}
