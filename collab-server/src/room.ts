import type { DocumentKind, DocumentName } from '@trashfire/shared/document/names';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import type { Logger } from 'pino';
import * as Y from 'yjs';
import { AwarenessStore } from './awareness.ts';
import type { CommitQueue } from './commit-queue.ts';
import type { Metrics } from './metrics.ts';
import type { AppendResult, LogRow, RowAuthor, StoredDocument, UpdateLog } from './ports/update-log.ts';
import { DocumentRepair } from './repair/repair.ts';
import type { Member } from './room-member.ts';
import { encodeUpdate } from './sync/encode.ts';
import { clientIdsOf, dropPending, guardUpdate } from './sync/update-guard.ts';

/** A change a client sent, waiting for the room's next tick. */
export interface InboxUpdate {
  member: Member;
  author: RowAuthor;
  update: Uint8Array;
  /** The answer to our SyncStep1: it must fit, since it holds all its sender has. */
  complete: boolean;
}

interface Marker {
  member: Member;
  n: number;
  receivedAt: number;
  /** Count of rows that must be committed before the answer. */
  after: number;
}

/** Origin of a transaction on the live document. `stored` rows are in the log already. */
interface Origin {
  author: RowAuthor | null;
  /** Has the content already; not sent back to it. */
  sender: Member | null;
  stored: boolean;
}

export interface RoomDeps {
  log: UpdateLog;
  commits: CommitQueue;
  metrics: Metrics;
  logger: Logger;
}

const REPAIR_AUTHOR: RowAuthor = { kind: 'service', id: 'repair', runId: null, step: null };
/**
 * Changes the server makes itself: repairs, and the removal of formatting without effect that Yjs does by itself, without an
 * origin, after it applied an update. Every replica does the latter; what the server holds is stored and sent all the same.
 */
const OWN_ORIGIN: Origin = { author: REPAIR_AUTHOR, sender: null, stored: false };
const RANGE_ROWS = 500;
const AWARENESS_FLUSH_MS = 1000 / LIMITS.awarenessPerSecond;
/** Loading this many rows takes about 10 ms. */
const SNAPSHOT_ROWS = 500;

/**
 * One live document: applies what its members send, sends it on, hands it to the commit queue and answers markers once it is
 * durable (R1). All of it runs on one thread, so between two awaits the document and its members are consistent.
 */
export class Room {
  readonly name: DocumentName;
  readonly team: string;
  readonly epoch: number;
  readonly doc = new Y.Doc();
  readonly members = new Set<Member>();
  readonly awareness: AwarenessStore;
  /** Upgrades on their way in and members; the room stays loaded while there are any. */
  pins = 0;
  /** Last log sequence that is in `doc`, with everything before it. */
  seq: number;
  onBroken: (room: Room) => void = () => undefined;
  private readonly deps: RoomDeps;
  private readonly repair: DocumentRepair;
  private inbox: InboxUpdate[] = [];
  private inboxMarkers: Marker[] = [];
  private ticking = false;
  private queuedRows = 0;
  private committedRows = 0;
  private waiting: Marker[] = [];
  private catchingUp: Promise<void> | null = null;
  private flushTimer: NodeJS.Timeout | undefined;
  private lastFlush = 0;
  private bytes: number;
  private snapshotSeq: number;

  constructor(name: DocumentName, kind: DocumentKind, stored: StoredDocument, deps: RoomDeps) {
    this.name = name;
    this.team = stored.team;
    this.epoch = stored.epoch;
    this.deps = deps;
    this.seq = stored.head;
    this.snapshotSeq = stored.snapshot?.seq ?? 0;
    this.awareness = new AwarenessStore(Date.now, LIMITS.awarenessBytes);
    const rows = stored.snapshot === null ? stored.rows : [stored.snapshot, ...stored.rows];
    this.bytes = rows.reduce((sum, row) => sum + row.bytes.length, 0);
    this.repair = new DocumentRepair(this.doc, kind);
    this.applyRows(rows);
    this.doc.on('update', (update: Uint8Array, origin: Origin | null) => this.onUpdate(update, origin ?? OWN_ORIGIN));
  }

  /** Whether nothing would be lost if the room were forgotten now. */
  get idle(): boolean {
    return this.pins === 0 && this.inbox.length === 0 && this.committedRows === this.queuedRows;
  }

  /**
   * The merged state, when the log has grown by enough rows since it was last kept that loading them would take time; else
   * null. Tried on a fresh document first: a snapshot that lost something would lose it for good.
   */
  snapshotWhenLong(): LogRow | null {
    if (this.seq - this.snapshotSeq < SNAPSHOT_ROWS) return null;
    const bytes = Y.encodeStateAsUpdate(this.doc);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, bytes);
    const whole = !dropPending(copy) && Y.equalSnapshots(Y.snapshot(copy), Y.snapshot(this.doc));
    copy.destroy();
    this.snapshotSeq = this.seq;
    if (whole) return { seq: this.seq, bytes };
    this.deps.logger.error({ document: this.name, seq: this.seq }, 'the merged state differs from the document, not kept');
    return null;
  }

  /** Whether the document has no room for this many bytes more. */
  exceeds(bytes: number): boolean {
    if (this.bytes + bytes <= LIMITS.documentBytes) return false;
    // The running sum counts overwritten content too; measure before refusing anybody.
    this.bytes = Y.encodeStateAsUpdate(this.doc).length;
    return this.bytes + bytes > LIMITS.documentBytes;
  }

  enter(member: Member): void {
    this.members.add(member);
    const presence = this.awareness.snapshotFor(member);
    if (presence !== null) member.send(presence);
  }

  leave(member: Member): void {
    this.members.delete(member);
    this.waiting = this.waiting.filter((marker) => marker.member !== member);
    this.inboxMarkers = this.inboxMarkers.filter((marker) => marker.member !== member);
    if (this.awareness.leave(member)) this.scheduleAwareness();
  }

  push(item: InboxUpdate): void {
    this.inbox.push(item);
    this.schedule();
  }

  /** Answers `n` to the member when all it sent before is committed. */
  pushMarker(member: Member, n: number): void {
    this.inboxMarkers.push({ member, n, receivedAt: performance.now(), after: 0 });
    this.schedule();
  }

  private schedule(): void {
    if (this.ticking) return;
    this.ticking = true;
    setImmediate(() => this.tick());
  }

  /** Applies the inbox, one transaction per author, so that every log row has one (DESIGN §5.2). */
  tick(): void {
    this.ticking = false;
    const authors = new Map<string, InboxUpdate[]>();
    for (const item of this.inbox) {
      const key = JSON.stringify(item.author);
      authors.set(key, [...(authors.get(key) ?? []), item]);
    }
    this.inbox = [];
    for (const items of authors.values()) this.applyItems(items, false);
    // While a member owes us what it has, its markers wait for that: what they cover is not all here.
    const held = this.inboxMarkers.filter((marker) => marker.member.owesAll);
    for (const marker of this.inboxMarkers) if (!held.includes(marker)) this.waiting.push({ ...marker, after: this.queuedRows });
    this.inboxMarkers = held;
    this.releaseMarkers();
  }

  private applyItems(items: readonly InboxUpdate[], stored: boolean): void {
    const clocks = new Map<number, number>();
    const stateOf = (client: number) => clocks.get(client) ?? Y.getState(this.doc.store, client);
    const fitting = items.filter((item) => {
      const verdict = guardUpdate(item.update, stateOf);
      if (verdict.state === 'malformed') item.member.refuseMalformed(verdict.reason);
      else if (verdict.state === 'gap') item.member.askForAll(item.complete);
      else for (const [client, clock] of verdict.to) clocks.set(client, Math.max(clock, stateOf(client)));
      if (verdict.state === 'fits' && item.complete) item.member.hasSentAll();
      return verdict.state === 'fits';
    });
    const [first] = fitting;
    if (first === undefined) return;
    const sender = fitting.every((item) => item.member === first.member) ? first.member : null;
    const origin: Origin = { author: first.author, sender, stored };
    try {
      Y.transact(
        this.doc,
        () =>
          applyAll(
            this.doc,
            fitting.map((item) => item.update),
          ),
        origin,
        false,
      );
    } catch (error) {
      this.breakOff(error, fitting);
      return;
    }
    if (dropPending(this.doc)) for (const item of fitting) item.member.askForAll(item.complete);
    const repaired = this.repair.run(OWN_ORIGIN);
    if (repaired.length > 0) {
      this.deps.metrics.repairedRecords.add(repaired.length);
      this.deps.logger.warn({ document: this.name, author: first.author, repaired }, 'repaired what did not fit the schema');
    }
  }

  /** Yjs threw half way, so the copy in memory is not to be trusted: everybody loads it again from the log. */
  private breakOff(error: unknown, items: readonly InboxUpdate[]): void {
    this.deps.logger.error({ err: error, document: this.name }, 'document broken in memory, loading it again');
    for (const item of items) item.member.refuseMalformed('update could not be applied');
    this.onBroken(this);
  }

  private onUpdate(update: Uint8Array, { author, sender, stored }: Origin): void {
    this.bytes += update.length;
    const frame = encodeUpdate(update);
    for (const member of this.members) if (member !== sender) member.sendUpdate(frame);
    if (author === null || stored) return;
    this.queuedRows++;
    const entry = { document: this.name, bytes: update, author, writeKey: null, clientIds: clientIdsOf(update) };
    this.deps.commits.enqueue({ entry, onResult: (result) => this.onCommitted(result) });
  }

  private onCommitted(result: AppendResult): void {
    this.committedRows++;
    this.settleRow(result);
    this.releaseMarkers();
  }

  private settleRow(result: AppendResult): void {
    if (result.state === 'gone') {
      this.closeAll(CLOSE.notFound, 'document deleted');
      return;
    }
    if (result.state !== 'written') return;
    if (result.seq === this.seq + 1) this.seq = result.seq;
    // Another node wrote in between: read its rows, and ours again, which changes nothing.
    else if (result.seq > this.seq) void this.catchUp();
  }

  private releaseMarkers(): void {
    const due = this.waiting.filter((marker) => marker.after <= this.committedRows);
    if (due.length === 0) return;
    this.waiting = this.waiting.filter((marker) => !due.includes(marker));
    for (const { member, n, receivedAt } of due) {
      this.deps.metrics.ackSeconds.observe((performance.now() - receivedAt) / 1000);
      member.sendDurable(n);
    }
  }

  /**
   * Writes an update at most once per write key, whoever retries it: it is committed first and shown after, so a refused
   * duplicate was never seen by anyone (R6). Its sender waits meanwhile.
   * @returns `refused` when the update does not fit; its sender has been told.
   */
  async writeOnce(item: InboxUpdate, writeKey: string): Promise<AppendResult['state'] | 'refused'> {
    if (this.inbox.length > 0) this.tick();
    if (!this.fitsAlone(item)) return 'refused';
    const entry = { document: this.name, bytes: item.update, author: item.author, writeKey, clientIds: clientIdsOf(item.update) };
    this.queuedRows++;
    const result = await new Promise<AppendResult>((resolve) => {
      this.deps.commits.enqueue({
        entry,
        onResult: (committed) => {
          if (committed.state === 'written') this.applyItems([item], true);
          this.onCommitted(committed);
          resolve(committed);
        },
      });
    });
    return result.state;
  }

  /** What is committed before it is applied must be known to apply: tried on a copy, and its sender told when it does not. */
  private fitsAlone(item: InboxUpdate): boolean {
    const verdict = guardUpdate(item.update, (client) => Y.getState(this.doc.store, client));
    if (verdict.state === 'malformed') item.member.refuseMalformed(verdict.reason);
    if (verdict.state === 'gap') item.member.askForAll(item.complete);
    if (verdict.state !== 'fits') return false;
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.doc));
    Y.applyUpdate(copy, item.update);
    const waits = dropPending(copy);
    copy.destroy();
    if (waits) item.member.askForAll(item.complete);
    return !waits;
  }

  /** Reads what other nodes wrote since `seq` and shows it to the members (DESIGN §5.4). Never rejects. */
  catchUp(): Promise<void> {
    this.catchingUp ??= this.readTail()
      .catch((error: unknown) =>
        this.deps.logger.warn({ err: error, document: this.name }, 'could not read the log, trying again'),
      )
      .finally(() => {
        this.catchingUp = null;
      });
    return this.catchingUp;
  }

  private async readTail(): Promise<void> {
    for (;;) {
      const after = this.seq;
      const rows = await this.deps.log.readRange(this.name, after, RANGE_ROWS);
      const last = rows.at(-1);
      if (last === undefined) return;
      this.deps.metrics.gapsRepaired.add(1);
      this.applyRows(rows);
      this.seq = Math.max(this.seq, last.seq);
      if (rows.length < RANGE_ROWS) return;
    }
  }

  private applyRows(rows: readonly LogRow[]): void {
    const origin: Origin = { author: null, sender: null, stored: true };
    Y.transact(
      this.doc,
      () =>
        applyAll(
          this.doc,
          rows.map((row) => row.bytes),
        ),
      origin,
      false,
    );
    if (dropPending(this.doc)) this.deps.logger.error({ document: this.name }, 'the log refers to content it does not hold');
    this.repair.forget();
  }

  /** First change at once, then at most 30 times a second: the eye sees no more, and the processor sees seven times less (facts: sync §5.1). */
  scheduleAwareness(): void {
    if (this.flushTimer !== undefined) return;
    const wait = Math.max(0, this.lastFlush + AWARENESS_FLUSH_MS - performance.now());
    this.flushTimer = setTimeout(() => {
      this.flushTimer = undefined;
      this.lastFlush = performance.now();
      this.awareness.flush([...this.members].filter((member) => !member.slow));
    }, wait);
  }

  closeAll(code: number, reason: string): void {
    for (const member of [...this.members]) member.close(code, reason);
  }

  destroy(): void {
    clearTimeout(this.flushTimer);
    this.doc.destroy();
  }
}

function applyAll(doc: Y.Doc, updates: readonly Uint8Array[]): void {
  for (const update of updates) Y.applyUpdate(doc, update);
}
