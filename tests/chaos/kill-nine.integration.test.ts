import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DocumentName } from '@trashfire/shared/document/names';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { countOf } from '@trashfire/shared/testing/counts';
import { eventually } from '@trashfire/shared/testing/eventually';
import { type Random, seededRandom } from '@trashfire/shared/testing/random';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { CollabHarness, type Person } from '../../collab-server/src/testing/harness.ts';
import { deployMigrations } from '../../prisma/src/deploy.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../scripts/embedded-postgres.ts';
import { type CollabProcess, collabProcess } from '../support/collab-process.ts';
import { fakePause } from '../support/fake-peers.ts';

const SEED = 20_261;
const ROUNDS = countOf('kills of everything', { usual: 5, long: 50 });
/** A database recovers in every round; a machine with other work takes its time over that. */
vi.setConfig({ testTimeout: ROUNDS * 24_000 });
const CLIENTS = 4;
/** Answers a round waits for before it may kill, so that every kill has something to lose. */
const ACKS_PER_ROUND = 30;

const dataDir = mkdtempSync(join(tmpdir(), 'trashfire-kill-'));
// As root the server runs as another user, who must be able to pass through.
chmodSync(dataDir, 0o711);

let postgres: EmbeddedPostgres;
let collab: CollabProcess;
let harness: CollabHarness;
let documents: DocumentName[];
let people: Person[];

beforeAll(async () => {
  await startPostgres();
  await deployMigrations(postgres.url);
  harness = await CollabHarness.start({ url: postgres.url, drop: () => Promise.resolve() });
  documents = [await harness.document(), await harness.document()];
  people = await Promise.all(Array.from({ length: CLIENTS }, (_, i) => harness.person(`Writer ${i}`)));
  collab = await collabProcess(() => postgres.url);
  await collab.start();
});

afterAll(async () => {
  await harness.close();
  await collab.kill();
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/**
 * A cluster of its own with every safety on: the point is that it is killed. While the last processes of a killed one linger,
 * the next may come up on another port; everybody knows the first one, so it is then started once more.
 */
async function startPostgres(): Promise<void> {
  const settings = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };
  const port = postgres?.port;
  await eventually('the database is up at its address', async () => {
    const wished = port === undefined ? {} : { port };
    postgres = await startEmbeddedPostgres({ dataDir, database: 'trashfire_kill', settings, ...wished, log: () => undefined });
    if (port === undefined || postgres.port === port) return true;
    await postgres.stop();
    return false;
  });
}

async function killPostgres(): Promise<void> {
  process.kill(postgres.pid, 'SIGKILL');
  await postgres.exited;
}

/** Types one word after the other and notes each the server said is saved. Stops when told, or when its session is gone. */
class Writer {
  readonly session: DocumentSession;
  readonly document: DocumentName;
  private stopped = false;
  readonly done: Promise<void>;

  constructor(
    person: Person,
    document: DocumentName,
    random: Random,
    round: string,
    acknowledged: Map<DocumentName, Set<string>>,
  ) {
    this.document = document;
    this.session = harness.session(collab.address, document, person);
    this.done = this.type(random, `${round}-${person.name.at(-1)}`, acknowledged.get(document) ?? new Set());
  }

  stop(): void {
    this.stopped = true;
  }

  private async type(random: Random, prefix: string, acknowledged: Set<string>): Promise<void> {
    try {
      await this.session.ready;
      for (let n = 0; !this.stopped; n++) {
        const word = `[${prefix}-${n}]`;
        this.session.transact('typing', () => typeWord(this.session.doc, word, random));
        this.session.durable().then(
          () => acknowledged.add(word),
          () => undefined,
        );
        await fakePause(random, 12);
      }
    } catch {
      this.stopped = true;
    }
  }
}

/** Now a new block, now a word in the middle of one somebody else is in. */
function typeWord(doc: Y.Doc, word: string, random: Random): void {
  const script = scriptFragment(doc);
  const block = script.length === 0 || random.chance(0.2) ? null : script.get(random.int(0, script.length - 1));
  const text = block instanceof Y.XmlElement ? block.get(0) : null;
  if (text instanceof Y.XmlText) {
    text.insert(random.int(0, text.length), word);
    return;
  }
  const added = new Y.XmlElement('action');
  added.insert(0, [new Y.XmlText(word)]);
  script.push([added]);
}

/** Words may stand inside one another, so a word is there when its letters are: blocks are compared by what Yjs holds. */
function missingWords(doc: Y.Doc, words: Iterable<string>): string[] {
  const inserted = insertedStrings(doc);
  return [...words].filter((word) => !inserted.has(word));
}

/** What was typed in one piece, by walking each client's structs: a later word in its middle splits it, but not its clocks. */
function insertedStrings(doc: Y.Doc): Set<string> {
  const found = new Set<string>();
  for (const structs of doc.store.clients.values()) {
    let run = '';
    for (const struct of structs) {
      if (struct instanceof Y.Item && struct.content instanceof Y.ContentString) run += struct.content.str;
      else run += '\n';
    }
    for (const match of run.matchAll(/\[[^[\]]*\]/g)) found.add(match[0]);
  }
  return found;
}

function newLedger(): Map<DocumentName, Set<string>> {
  return new Map(documents.map((document) => [document, new Set<string>()]));
}

function startWriters(random: Random, round: string, acknowledged: Map<DocumentName, Set<string>>): Writer[] {
  return people.map((person, i) => {
    const document = documents[i % documents.length];
    if (document === undefined) throw new RangeError('no document');
    return new Writer(person, document, random, round, acknowledged);
  });
}

async function enoughAcks(acknowledged: Map<DocumentName, Set<string>>, more: number): Promise<void> {
  const count = () => [...acknowledged.values()].reduce((sum, words) => sum + words.size, 0);
  const goal = count() + more;
  await eventually(`${more} acknowledged words`, () => count() >= goal, 20_000);
}

it('R1: after kill -9 of every process, the database included, each word that was said to be saved is there', async () => {
  const random = seededRandom(SEED);
  const acknowledged = newLedger();
  for (let round = 0; round < ROUNDS; round++) {
    const writers = startWriters(random, `all${round}`, acknowledged);
    await enoughAcks(acknowledged, ACKS_PER_ROUND);
    await fakePause(random, 150);
    // Everybody dies in the same moment: nobody is left to send anything again.
    await Promise.all([collab.kill(), killPostgres()]);
    const said = [...acknowledged].map(([document, words]) => [document, new Set(words)] as const);
    for (const writer of writers) {
      writer.stop();
      writer.session.destroy();
    }
    await startPostgres();
    for (const [document, words] of said) {
      expect(missingWords(await harness.stored(document), words), `seed ${SEED}, round ${round}`).toEqual([]);
    }
    await collab.start();
  }
});

it('R6: writers who outlive the server keep every word, acknowledged or not, and end up equal', async () => {
  const random = seededRandom(SEED + 1);
  const acknowledged = newLedger();
  const writers = startWriters(random, 'server', acknowledged);
  for (let round = 0; round < 2; round++) {
    await enoughAcks(acknowledged, ACKS_PER_ROUND);
    await collab.kill();
    await collab.start();
  }
  await enoughAcks(acknowledged, ACKS_PER_ROUND);
  await expectAllStored(writers);
});

it('R1: while the database is dead nothing is said to be saved, and all of it is once it is back', async () => {
  const random = seededRandom(SEED + 2);
  const acknowledged = newLedger();
  const writers = startWriters(random, 'database', acknowledged);
  await enoughAcks(acknowledged, ACKS_PER_ROUND);
  await killPostgres();
  const pendingOf = () => writers.map((writer) => writer.session.status.pending);
  await eventually('everybody types on unsaved', () => pendingOf().every((pending) => pending > 5));
  await startPostgres();
  await enoughAcks(acknowledged, ACKS_PER_ROUND);
  await expectAllStored(writers);
});

async function expectAllStored(writers: Writer[]): Promise<void> {
  for (const writer of writers) writer.stop();
  await Promise.all(writers.map((writer) => writer.done));
  await Promise.all(writers.map((writer) => writer.session.durable()));
  for (const { session, document } of writers) {
    const stored = await harness.stored(document);
    const text = scriptFragment(stored).toString();
    await eventually('equal to what is stored', () => scriptFragment(session.doc).toString() === text);
    expect(missingWords(stored, insertedStrings(session.doc))).toEqual([]);
    session.destroy();
  }
}
