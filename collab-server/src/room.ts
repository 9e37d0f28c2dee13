import type { DocumentKind, DocumentName } from '@trashfire/shared/document/names';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import * as Y from 'yjs';
import { AwarenessStore } from './awareness.ts';
import { ClientOwners } from './client-owners.ts';
import { DocumentSize } from './document-size.ts';
import { FanOut } from './fan-out.ts';
import { type Fitting, fittingOf, Inbox, type InboxUpdate, placesFor, tellFits, tellMissing } from './inbox.ts';
import { fitsAlone } from './keyed-write.ts';
import { LogTail } from './log-tail.ts';
import { NodeClock } from './nodes/node-clock.ts';
import type { HeldRow } from './nodes/row-order.ts';
import { Burst } from './pace.ts';
import { type Marker, PendingAcks } from './pending-acks.ts';
import type { AppendEntry, AppendResult, LogRow, RowAuthor, StoredDocument } from './ports/update-log.ts';
import { PresencePace } from './presence-pace.ts';
import { renewLists } from './repair/renew.ts';
import { DocumentRepair } from './repair/repair.ts';
import { Replica } from './replica.ts';
import type { RoomDeps } from './room-deps.ts';
import type { Member } from './room-member.ts';
import type { Piece } from './sync/integration-work.ts';
import type { Sendable } from './sync/outgoing.ts';
import { clientIdsOf, dropPending, placesOf } from './sync/update-guard.ts';
import { TURN_MS } from './turns.ts';

/** Origin of a transaction on the live document. `stored` rows are in the log already. */
interface Origin {
  author: RowAuthor | null;
  /** Has the content already; not sent back to it. */
  sender: Member | null;
  stored: boolean;
}

const REPAIR_AUTHOR: RowAuthor = { kind: 'service', id: 'repair', runId: null, step: null };
/**
 * Changes the server makes itself: repairs, and the removal of formatting without effect that Yjs does by itself, without an
 * origin, after it applied an update. Every replica does the latter; what the server holds is stored and sent all the same.
 */
const OWN_ORIGIN: Origin = { author: REPAIR_AUTHOR, sender: null, stored: false };
/** A document nobody has changed for this long goes back to bytes, and for this many times what making it took. */
const REST_MS = 60_000;
const REST_TIMES = 1000;

/**
 * One document and who is in it: applies what its members send, sends it on, hands it to the commit queue and answers markers
 * once it is durable (R1). All of it runs on one thread, so between two awaits the document and its members are consistent.
 */
export class Room {
  readonly name: DocumentName;
  readonly team: string;
  readonly epoch: number;
  readonly members = new Set<Member>();
  readonly awareness: AwarenessStore;
  /** Upgrades on their way in and members; the room stays loaded while there are any. */
  pins = 0;
  onBroken: (room: Room) => void = () => undefined;
  private readonly kind: DocumentKind;
  private readonly deps: RoomDeps;
  private readonly replica: Replica;
  private readonly fanOut = new FanOut();
  private readonly acks = new PendingAcks();
  /** Watches the Y.Doc while there is one. */
  private repair: DocumentRepair | null = null;
  private readonly inbox = new Inbox();
  private readonly owners = new ClientOwners((client) => this.awareness.holderOf(client));
  /** Lists that the last update has left in an order that replicas may not share. */
  private misplaced: Piece[][] = [];
  private inboxMarkers: Marker[] = [];
  /** When the oldest of the inbox came in. */
  private inboxSince = 0;
  private ticking = false;
  /** Keyed writes that wait for the Y.Doc. */
  private keyedWaiting = 0;
  /** Who waits for the next tick to be over. */
  private readonly onTick: (() => void)[] = [];
  private lastTick = Number.NEGATIVE_INFINITY;
  private readonly burst = new Burst();
  private readonly tail: LogTail;
  private readonly presencePace = new PresencePace();
  private readonly size: DocumentSize;
  private changedAt = Number.NEGATIVE_INFINITY;
  private wakeMs = 0;
  private destroyed = false;
  /** Yjs threw: nothing of what this copy holds now may go out or be stored. */
  private broken = false;

  constructor(name: DocumentName, kind: DocumentKind, stored: StoredDocument, deps: RoomDeps) {
    this.name = name;
    this.kind = kind;
    this.team = stored.team;
    this.epoch = stored.epoch;
    this.deps = deps;
    const { log, turns, metrics, logger, nodes } = deps;
    const others = () => nodes?.others ?? 0;
    const apply = (rows: readonly HeldRow[], until: number) => this.applyRows(rows, until);
    this.tail = new LogTail(name, stored.head, { log, turns, metrics, logger, others, apply });
    this.awareness = new AwarenessStore({
      dropped: (reason) => deps.metrics.presenceDropped(reason),
      clock: nodes?.clock ?? new NodeClock(),
      node: nodes?.node ?? '',
      changed: (clientId, left) => nodes?.changed(name, clientId, left),
    });
    const rows = stored.snapshot === null ? stored.rows : [stored.snapshot, ...stored.rows];
    this.replica = new Replica(rows.map((row) => row.bytes));
    const bytes = rows.reduce((sum, row) => sum + row.bytes.length, 0);
    this.size = new DocumentSize(bytes, () => this.replica.measure());
  }

  /** Last log sequence that is in the document, with everything before it. */
  get seq(): number {
    return this.tail.seq;
  }

  /** Whether nothing would be lost if the room were forgotten now. */
  get idle(): boolean {
    return this.pins === 0 && this.inbox.isEmpty && this.acks.settled;
  }

  /** Whether the document is in memory as a Y.Doc, not as bytes. */
  get live(): boolean {
    return this.replica.doc !== null;
  }

  /** Whether the Y.Doc is being made. */
  get isWaking(): boolean {
    return this.replica.isWaking;
  }

  /**
   * The Y.Doc, made when somebody changes a document that was only read so far. @param until monotonic, ms.
   * @returns null while it is being made.
   */
  private wake(until: number): Y.Doc | null {
    if (this.replica.doc !== null) return this.replica.doc;
    const began = performance.now();
    const woken = this.replica.wake(until);
    this.changedAt = performance.now();
    this.wakeMs += this.changedAt - began;
    if (woken === null) return null;
    const { doc, incomplete } = woken;
    if (incomplete) this.deps.logger.error({ document: this.name }, 'the log refers to content it does not hold');
    this.repair = new DocumentRepair(doc, this.kind);
    doc.on('update', (update: Uint8Array, origin: Origin | null) => this.onUpdate(update, origin ?? OWN_ORIGIN));
    return doc;
  }

  /** Lets go of the Y.Doc when nobody has changed it for a while: bytes take a tenth of the memory. Called now and then. @param now monotonic, ms. */
  restWhenQuiet(now: number): void {
    this.replica.slim(now);
    if (!this.live || now - this.changedAt < Math.max(REST_MS, REST_TIMES * this.wakeMs)) return;
    this.repair = null;
    this.wakeMs = 0;
    this.replica.rest();
  }

  /** State vector of the document as it is now. */
  stateVector(): Uint8Array {
    return this.replica.stateVector();
  }

  /** What brings somebody with this state up to date; ends with a step 2. @throws what lib0 throws on an unreadable state vector. */
  difference(stateVector: Uint8Array): readonly Sendable[] {
    return this.replica.difference(stateVector);
  }

  /** Whether the document has no room for this many bytes more. */
  exceeds(bytes: number): boolean {
    if (this.replica.parts > LIMITS.documentParts) return true;
    return this.size.exceeds(bytes, performance.now());
  }

  enter(member: Member): void {
    this.members.add(member);
    const presence = this.awareness.snapshotFor(member);
    if (presence !== null) member.sendPresence(presence);
  }

  leave(member: Member): void {
    this.members.delete(member);
    this.acks.drop(member);
    this.inboxMarkers = this.inboxMarkers.filter((marker) => marker.member !== member);
    if (this.awareness.leave(member)) this.scheduleAwareness();
  }

  push(item: InboxUpdate): void {
    if (this.inbox.isEmpty) this.inboxSince = performance.now();
    this.inbox.push(item);
    this.schedule();
  }

  /** Answers `n` to the member when all it sent before is committed. */
  pushMarker(member: Member, n: number): void {
    this.inboxMarkers.push({ member, n, receivedAt: performance.now() });
    this.schedule();
  }

  /** At once while there is time; a burst in this room, or a load on the whole process, is gathered (DESIGN §5). */
  private schedule(): void {
    if (this.ticking) return;
    this.ticking = true;
    // Somebody waits for the whole of a document that is being made, and what there is to gather is gathered.
    const gap = this.isWaking ? 0 : Math.max(this.deps.pace(), this.burst.gapMs);
    const wait = this.lastTick + gap - performance.now();
    const soon = () => this.deps.turns.soon((until) => this.tick(until));
    if (wait > 0) setTimeout(soon, wait);
    else soon();
  }

  /**
   * Applies the inbox, one transaction per author, so that every log row has one (DESIGN §5.2): one update at least, and others
   * while there is time. @param until monotonic, ms.
   */
  tick(until = performance.now() + TURN_MS): void {
    this.ticking = false;
    if (this.destroyed) return;
    const edits = this.applyInbox(until);
    // Whoever was sent away over it sends again what was not applied.
    if (this.broken) return;
    if (!this.inbox.isEmpty) this.schedule();
    else if (this.keyedWaiting === 0) this.replica.stayAtRest();
    this.sendChanges();
    this.lastTick = performance.now();
    this.burst.count(edits, this.lastTick);
    if (edits > 0) this.deps.metrics.propagationSeconds.observe((performance.now() - this.inboxSince) / 1000);
    // While a member owes us what it has, or something of it was left for the next tick, its markers wait: what they cover is not all here.
    const left = this.inbox.senders;
    const held = this.inboxMarkers.filter(({ member }) => member.owesAll || left.has(member));
    for (const marker of this.inboxMarkers) if (!held.includes(marker)) this.acks.hold(marker);
    this.inboxMarkers = held;
    this.releaseMarkers();
    this.tellTicked();
  }

  /** @returns how many updates were looked at. */
  private applyInbox(until: number): number {
    const groups = this.inbox.take();
    let edits = 0;
    for (const [i, group] of groups.entries()) {
      const left = i > 0 && performance.now() >= until ? group : this.applyItems(group, false, until);
      edits += group.length - left.length;
      if (this.broken) return edits;
      if (left.length === 0) continue;
      // What comes behind may build on it.
      this.inbox.putBack(left, groups.slice(i + 1));
      return edits;
    }
    return edits;
  }

  private tellTicked(): void {
    for (const tell of this.onTick.splice(0)) tell();
  }

  private sendChanges(): void {
    this.fanOut.flush(this.members, performance.now());
  }

  /** @returns those there was no time for. */
  private applyItems(items: readonly InboxUpdate[], stored: boolean, until: number): readonly InboxUpdate[] {
    let left: readonly InboxUpdate[] = [];
    // Those to blame when Yjs throws: nobody for what is stored, one while it is applied, all of them for what follows.
    let applying: readonly Fitting[] = [];
    try {
      const fitting = fittingOf(items, (client) => this.replica.stateOf(client), this.owners);
      const [first] = fitting;
      // A newcomer answers our sync request with what it has, often nothing new: no reason to make a Y.Doc.
      if (first === undefined) return left;
      if (!this.live && fitting.every(({ item, adds }) => !adds && this.replica.hasDeleted(item.update))) {
        for (const { item } of fitting) tellFits(item);
        return left;
      }
      const sender = fitting.every(({ item }) => item.member === first.item.member) ? first.item.member : null;
      const origin: Origin = { author: first.item.author, sender, stored };
      // What is in the log already is not waited with.
      const doc = this.wake(stored ? Number.POSITIVE_INFINITY : until);
      if (doc === null) return fitting.map((fit) => fit.item);
      const apply = () => {
        for (const [i, fit] of fitting.entries()) {
          // Several costly ones would hold the loop for their sum; and what is put in order is so before anything is added.
          if (i > 0 && (performance.now() >= until || this.misplaced.length > 0)) {
            left = fitting.slice(i).map(({ item }) => item);
            break;
          }
          applying = [fit];
          this.applyOne(doc, fit, stored);
        }
        applying = fitting.slice(0, fitting.length - left.length);
      };
      Y.transact(doc, apply, origin, false);
      this.changedAt = performance.now();
      this.repairAfter(first.item.author);
    } catch (error) {
      this.breakOff(error, applying);
    }
    return left;
  }

  private applyOne(doc: Y.Doc, fit: Fitting, stored: boolean): void {
    const { item } = fit;
    // What is in the log was looked at before it was written, and must be in the document too.
    const places = stored ? placesOf(fit.decoded, fit.to, doc) : placesFor(fit, doc);
    if (places === null) return;
    // Yjs throws on some of what it would put aside until the rest comes. An answer may be all its sender has: it is taken as far as it goes.
    if (places.waits && !stored && item.answer === null) {
      tellMissing(item);
      return;
    }
    this.misplaced.push(...places.misplaced);
    this.applyUpdate(doc, item.update);
    // Only now is it known whether all of it is here: told before, a copy with a hole would be asked for again without end.
    if (dropPending(doc)) tellMissing(item);
    else tellFits(item);
  }

  private applyUpdate(doc: Y.Doc, update: Uint8Array): void {
    try {
      Y.applyUpdate(doc, update);
    } catch (error) {
      // Yjs tells of the half it applied all the same.
      this.broken = true;
      throw error;
    }
  }

  private renewLists(): void {
    if (this.misplaced.length === 0 || this.replica.doc === null) return;
    this.deps.metrics.repairedRecords.add(renewLists(this.replica.doc, this.misplaced, OWN_ORIGIN));
    this.misplaced = [];
  }

  private repairAfter(author: RowAuthor): void {
    this.renewLists();
    const repaired = this.repair?.run(OWN_ORIGIN);
    if (repaired === undefined || repaired.count === 0) return;
    this.deps.metrics.repairedRecords.add(repaired.count);
    const { count, first } = repaired;
    this.deps.logger.warn({ document: this.name, author, count, first }, 'repaired what did not fit the schema');
  }

  /** Yjs threw half way, so the copy in memory is not to be trusted: everybody loads it again from the log. */
  private breakOff(error: unknown, culprits: readonly Fitting[]): void {
    this.deps.logger.error({ err: error, document: this.name }, 'document broken in memory, loading it again');
    this.broken = true;
    this.tail.stop();
    for (const { item } of culprits) item.member.refuseMalformed('update could not be applied');
    this.onBroken(this);
  }

  private onUpdate(update: Uint8Array, { author, sender, stored }: Origin): void {
    if (this.broken) return;
    this.size.grown(update.length);
    this.replica.append(update);
    this.fanOut.add(update, sender);
    if (author === null || stored) return;
    this.acks.queued();
    this.deps.commits.enqueue({ entry: this.entryOf(update, author, null), onResult: (result) => this.onCommitted(result) });
  }

  private entryOf(bytes: Uint8Array, author: RowAuthor, writeKey: string | null): AppendEntry {
    return { document: this.name, epoch: this.epoch, bytes, author, writeKey, clientIds: clientIdsOf(bytes) };
  }

  private onCommitted(result: AppendResult): void {
    this.acks.committed();
    this.settleRow(result);
    this.releaseMarkers();
  }

  private settleRow(result: AppendResult): void {
    if (result.state === 'gone') this.closeAll(CLOSE.notFound, 'document deleted');
    if (result.state === 'replaced') this.closeAll(CLOSE.epoch, 'document replaced');
    if (result.state === 'written') this.tail.hear([{ seq: result.seq, bytes: null }]);
  }

  /** Rows another node committed, as the bell brought them. */
  hearRows(rows: readonly LogRow[]): void {
    this.tail.hear(rows);
    if (rows.length > 0) this.deps.metrics.bellRows.add(rows.length);
  }

  hearHead(seq: number): void {
    this.tail.hearHead(seq);
  }

  /** Reads what other nodes wrote since `seq` and shows it to the members (DESIGN §5.4). Never rejects. */
  catchUp(): Promise<void> {
    return this.tail.catchUp();
  }

  private releaseMarkers(): void {
    for (const { member, n, receivedAt } of this.acks.due()) {
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
    // What it sent before may be what it builds on; applied at once, it would hold the loop for all of it.
    while (this.inbox.holds(item.member) && !this.destroyed) await new Promise<void>((resolve) => this.onTick.push(resolve));
    await this.awake();
    // Its sender was sent away with everybody.
    if (this.destroyed) return 'refused';
    if (!this.fitsAlone(item)) return 'refused';
    this.acks.queued();
    const result = await new Promise<AppendResult>((resolve) => {
      this.deps.commits.enqueue({
        entry: this.entryOf(item.update, item.author, writeKey),
        onResult: (committed) => {
          if (committed.state === 'written') {
            this.applyItems([item], true, 0);
            this.sendChanges();
          }
          this.onCommitted(committed);
          resolve(committed);
        },
      });
    });
    return result.state;
  }

  /** Makes the Y.Doc beside other work. Never rejects: of damaged bytes there is none, and the room is given up. */
  private async awake(): Promise<void> {
    if (this.live) return;
    this.keyedWaiting++;
    await this.deps.turns.untilDone((until) => {
      try {
        return this.destroyed || this.wake(until) !== null;
      } catch (error) {
        this.breakOff(error, []);
        return true;
      }
    });
    this.keyedWaiting--;
  }

  private fitsAlone(item: InboxUpdate): boolean {
    const doc = this.replica.doc;
    if (doc === null) return false;
    try {
      return fitsAlone(item, doc, (client) => this.replica.stateOf(client), this.owners);
    } catch (error) {
      this.breakOff(error, []);
      return false;
    }
  }

  /** @returns how many rows it came to before the turn was over: one at least, and all when Yjs threw. */
  private applyRows(rows: readonly HeldRow[], until: number): number {
    const doc = this.replica.doc;
    const origin: Origin = { author: null, sender: null, stored: true };
    let count = 0;
    const apply = () => {
      for (const { bytes } of rows) {
        // What waits for the row behind it is dropped at the end, so that one is applied as well.
        if (count > 0 && performance.now() >= until && (doc?.store.pendingStructs ?? null) === null) return;
        if (bytes !== null && doc !== null) this.applyUpdate(doc, bytes);
        else if (bytes !== null) this.onUpdate(bytes, origin);
        count++;
      }
    };
    try {
      if (doc === null) apply();
      else {
        Y.transact(doc, apply, origin, false);
        if (dropPending(doc)) this.deps.logger.error({ document: this.name }, 'the log refers to content it does not hold');
        this.repair?.forget();
      }
      this.sendChanges();
    } catch (error) {
      this.breakOff(error, []);
      return rows.length;
    }
    return count;
  }

  /** Tells the members of changed presence, at the pace it can be told. */
  scheduleAwareness(): void {
    this.presencePace.flushSoon(this.members.size, () =>
      this.awareness.flush([...this.members].filter((member) => !member.slow)),
    );
  }

  closeAll(code: number, reason: string): void {
    for (const member of [...this.members]) member.close(code, reason);
  }

  destroy(): void {
    this.presencePace.stop();
    this.tail.stop();
    this.destroyed = true;
    this.replica.destroy();
    this.tellTicked();
  }
}
