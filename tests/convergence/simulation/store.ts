import type { Role } from '@trashfire/shared/access/roles';
import type { DocumentName } from '@trashfire/shared/document/names';
import * as Y from 'yjs';
import { compactDocument } from '../../../collab-server/src/compaction/compact-document.ts';
import { type MergeJob, type MergeOutcome, mergeHistory } from '../../../collab-server/src/compaction/merge.ts';
import type { MembershipNow, MembershipSource } from '../../../collab-server/src/ports/access.ts';
import type {
  AppendEntry,
  AppendResult,
  LogRow,
  StoredDocument,
  UpdateLog,
} from '../../../collab-server/src/ports/update-log.ts';
import { createMemoryLog, type MemoryLog } from '../../../collab-server/src/testing/memory-log.ts';
import { MemoryMemberships } from '../../../collab-server/src/testing/memory-membership.ts';
import { MemoryStore } from '../../../collab-server/src/testing/memory-store.ts';
import type { Process, VirtualTime } from './virtual-time.ts';

/** How the store fails its clients now. */
export interface StoreFaults {
  /** Chance that a request is refused. */
  refuse: number;
  /** Chance that a request is done but its answer is lost. */
  loseAnswer: number;
  /** Nothing is done and everything is refused. */
  down: boolean;
  /** Milliseconds a request takes at most. */
  slowMs: number;
}

export const NO_FAULTS: StoreFaults = { refuse: 0, loseAnswer: 0, down: false, slowMs: 8 };
/** Rows older than that may be given up. */
const KEEP_MS = 20_000;
/** Documents here have a hundred rows where real ones have a hundred thousand. */
const POLICY = { keptRows: 10, trimRows: 5, pass: { rows: 40, bytes: 64 * 1024 }, passVersions: 8 };

/** What a run watches each row for, at the moment it is committed. */
export type OnRow = (document: DocumentName, row: LogRow, entry: AppendEntry, node: Process) => void;

/**
 * The database of a simulated world: one memory store, whoever asks. It never loses what it committed; what it does to those who
 * ask is decided by {@link StoreFaults}. Its own process never dies, so a commit may still happen for a node that has died since.
 */
export class Store {
  onRow: OnRow = () => undefined;
  readonly team = 'a team';
  /** Since when it answers everybody, by the world's clock. */
  wellSince = 0;
  private current: StoreFaults = NO_FAULTS;
  private readonly memory: MemoryStore;
  private readonly logs = new Map<Process, MemoryLog>();
  /** All rows of each document, applied: what is safe, to be asked without reading it again. */
  private readonly applied = new Map<DocumentName, Y.Doc>();
  private readonly memberships = new MemoryMemberships();
  private readonly time: VirtualTime;
  private readonly process: Process;

  constructor(time: VirtualTime, process: Process) {
    this.time = time;
    this.process = process;
    this.memory = new MemoryStore({ now: () => time.now, keepMs: KEEP_MS });
  }

  get faults(): StoreFaults {
    return this.current;
  }

  set faults(faults: StoreFaults) {
    this.wellSince = faults === NO_FAULTS ? this.time.now : Number.POSITIVE_INFINITY;
    this.current = faults;
  }

  create(name: DocumentName): void {
    this.memory.create(name, { team: this.team });
    const doc = new Y.Doc();
    doc.clientID = 1;
    this.applied.set(name, doc);
  }

  /** Removes a document, as the api does with an episode. */
  remove(name: DocumentName): void {
    this.memory.delete(name);
  }

  exists(name: DocumentName): boolean {
    return this.memory.documents.has(name);
  }

  /** Everything that is committed of a document, removed or not. */
  committed(name: DocumentName): Y.Doc {
    const doc = this.applied.get(name);
    if (doc === undefined) throw new Error(`no document ${name}`);
    return doc;
  }

  /** Which release a document belongs to. */
  releaseOf(name: DocumentName): number {
    return this.memory.get(name).schemaVersion;
  }

  head(name: DocumentName): number {
    return this.exists(name) ? this.memory.get(name).head : 0;
  }

  /** As somebody who opens the document finds it. */
  async stored(name: DocumentName): Promise<StoredDocument | null> {
    return createMemoryLog(this.memory).read(name);
  }

  hasKey(name: DocumentName, key: string): boolean {
    return this.memory.get(name).writeKeys.has(key);
  }

  setRole(person: string, role: Role | null): void {
    this.memberships.set({ team: this.team, person }, role);
  }

  roleOf(person: string): MembershipNow | null {
    return this.memberships.now({ team: this.team, person });
  }

  /** A node merges a document's history; its merge takes a while, and others write meanwhile. @param onEnd told what came of it. */
  compact(node: Process, name: DocumentName, onEnd: (outcome: string) => void): void {
    const { time } = this;
    const merge = (job: MergeJob) =>
      new Promise<MergeOutcome>((resolve) => time.after(time.random.int(1, 400), node, () => resolve(mergeHistory(job))));
    const done = this.logs.get(node)?.compact(name, (turn) => compactDocument(turn, merge, true, POLICY));
    void done?.then(
      (report) => {
        if (report === 'busy' || report === null) onEnd(report ?? 'gone');
        else if (report.refused ?? report.trimRefused) onEnd(`refused: ${JSON.stringify(report)}`);
        else onEnd(`snapshot at ${report.snapshot}, ${report.trimmed} rows given up`);
      },
      () => onEnd('broken off'),
    );
  }

  /** A bad disk changes the newest snapshot; one before it, or the rows, are still there. @returns whether there was such a one. */
  damage(name: DocumentName): boolean {
    const { snapshots, rows } = this.memory.get(name);
    const [newest, before] = [snapshots.at(-1), snapshots.at(-2)?.seq ?? 0];
    if (newest === undefined || (rows[0]?.seq ?? Number.POSITIVE_INFINITY) > before + 1) return false;
    this.memory.damageSnapshot(name, newest.seq);
    return true;
  }

  /** A node is gone, and holds nothing any more. */
  forget(node: Process): void {
    this.logs.get(node)?.crash();
    this.logs.delete(node);
  }

  /** The store as a node of some release sees it, over a connection of its own. */
  logFor(node: Process, schemaVersion: number): UpdateLog {
    const ask = <T>(work: () => T | Promise<T>): Promise<T> => this.ask(node, work);
    const log = createMemoryLog(this.memory, schemaVersion);
    this.logs.set(node, log);
    return {
      read: (name) => ask(() => log.read(name)),
      readRange: (name, after, limit) => ask(() => log.readRange(name, after, limit)),
      append: (entries) => ask(() => this.append(node, schemaVersion, entries)),
      hasWriteKey: (name, key) => ask(() => log.hasWriteKey(name, key)),
      heads: (names) => ask(() => log.heads(names)),
    };
  }

  membershipFor(node: Process): MembershipSource {
    return {
      current: (member) => this.ask(node, () => this.memberships.current(member)),
      changed: (known) => this.ask(node, () => this.memberships.changed(known)),
    };
  }

  /** A request: it arrives, is done at one moment, and is answered, unless a fault says otherwise. */
  private ask<T>(node: Process, work: () => T | Promise<T>): Promise<T> {
    const { time } = this;
    return new Promise((resolve, reject) => {
      const answer = (settle: () => void) => time.after(this.pause(), node, settle);
      const fail = (words: string) => answer(() => reject(new Error(words)));
      time.after(this.pause(), this.process, () => {
        const { down, refuse, loseAnswer } = this.current;
        if (down || time.random.chance(refuse)) {
          fail('the store refuses');
          return;
        }
        const isLost = time.random.chance(loseAnswer);
        const done = async () => work();
        done().then(
          (value) => (isLost ? fail('the connection to the store broke') : answer(() => resolve(value))),
          (error: unknown) => answer(() => reject(error)),
        );
      });
    });
  }

  private pause(): number {
    return 1 + Math.floor(this.time.random.next() * this.current.slowMs);
  }

  private append(node: Process, schemaVersion: number, entries: readonly AppendEntry[]): AppendResult[] {
    const results = this.memory.append(entries, schemaVersion);
    for (const [i, entry] of entries.entries()) {
      const result = results[i];
      if (result?.state !== 'written') continue;
      const doc = this.committed(entry.document);
      doc.transact((transaction) => {
        Y.applyUpdate(doc, entry.bytes);
        // Or Yjs would tidy up formatting without effect, and it would hold deletions that no row has.
        transaction.local = true;
      });
      this.onRow(entry.document, { seq: result.seq, bytes: entry.bytes }, entry, node);
    }
    return results;
  }
}
