import { type DocumentName, parseDocumentName } from '@trashfire/shared/document/names';
import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { atMost } from './at-most.ts';
import { ALL, isIn, type Part } from './part.ts';
import type { DocumentHead, StoredDocument } from './ports/update-log.ts';
import { Room } from './room.ts';
import type { RoomDeps } from './room-deps.ts';

/** `newer`: stored by a newer release, which this program must not touch (DESIGN §4). */
export type OpenResult = { state: 'open'; room: Room } | { state: 'missing' } | { state: 'newer' };

export interface RegistryOptions {
  /** How long a room without members stays in memory. */
  idleMs: number;
  /** Layout version of this program. */
  schemaVersion?: number;
}

/** Whoever is handed over while the store does not answer sends again, elsewhere, what was not stored. */
const HAND_OVER_MS = 2000;

/** Which documents are in memory: each is loaded once however many ask at the same moment, and leaves only when all it applied is durable. */
export class RoomRegistry {
  private readonly rooms = new Map<DocumentName, Room>();
  private readonly loading = new Map<DocumentName, Promise<OpenResult>>();
  /** Heads that another node rang for while the document was being read. */
  private readonly rung = new Map<DocumentName, number>();
  private readonly timers = new Map<Room, NodeJS.Timeout>();
  /** A snapshot of it was passed over: it is to be made again. */
  onDamaged: (document: DocumentName) => void = () => undefined;
  onLoaded: (document: DocumentName, stored: StoredDocument) => void = () => undefined;
  private readonly deps: RoomDeps;
  private readonly options: RegistryOptions;

  constructor(deps: RoomDeps, options: RegistryOptions) {
    this.deps = deps;
    this.options = options;
  }

  get size(): number {
    return this.rooms.size;
  }

  /** Rooms that hold a Y.Doc; the others hold bytes. */
  get live(): number {
    let count = 0;
    for (const room of this.rooms.values()) if (room.live) count++;
    return count;
  }

  /** Lets documents that nobody changes go back to bytes. @param now monotonic, ms. */
  rest(now: number): void {
    for (const room of this.rooms.values()) room.restWhenQuiet(now);
  }

  /** How many are being loaded, hold a Y.Doc, hold bytes, and wait without members to be stored or forgotten. */
  states(): Map<string, number> {
    const states = { loading: this.loading.size, live: 0, bytes: 0, empty: 0 };
    for (const { members, live } of this.rooms.values()) {
      if (members.size === 0) states.empty++;
      else if (live) states.live++;
      else states.bytes++;
    }
    return new Map(Object.entries(states));
  }

  all(): Iterable<Room> {
    return this.rooms.values();
  }

  get(document: DocumentName): Room | undefined {
    return this.rooms.get(document);
  }

  /** The room, loaded and pinned: whoever opens it calls {@link release} once. Rejects when the store cannot answer. */
  async open(document: DocumentName): Promise<OpenResult> {
    const result = await this.loaded(document);
    // Pinned in the same turn in which it was found, so it cannot be unloaded in between.
    if (result.state === 'open') {
      result.room.pins++;
      clearTimeout(this.timers.get(result.room));
    }
    return result;
  }

  private loaded(document: DocumentName): Promise<OpenResult> {
    const room = this.rooms.get(document);
    if (room !== undefined) return Promise.resolve({ state: 'open', room });
    let load = this.loading.get(document);
    if (load === undefined) {
      load = this.load(document).finally(() => {
        this.loading.delete(document);
        this.rung.delete(document);
      });
      this.loading.set(document, load);
    }
    return load;
  }

  private async load(document: DocumentName): Promise<OpenResult> {
    const name = parseDocumentName(document);
    if (name === null) return { state: 'missing' };
    // Rows of a room that was given up may still be on their way to the log.
    await this.deps.commits.drained(document);
    const began = performance.now();
    const stored = await this.deps.log.read(document);
    if (stored === null) return { state: 'missing' };
    if (stored.damaged.length > 0) this.tellDamaged(document, stored.damaged);
    if (this.isNewer(stored)) return { state: 'newer' };
    const room = new Room(document, name.kind, stored, this.deps);
    room.onBroken = () => this.discard(room, CLOSE.restart, 'document reloaded');
    this.rooms.set(document, room);
    this.onLoaded(document, stored);
    this.deps.nodes?.opened(document);
    room.hearHead(this.rung.get(document) ?? 0);
    this.deps.metrics.coldOpenSeconds.observe((performance.now() - began) / 1000);
    return { state: 'open', room };
  }

  private tellDamaged(document: DocumentName, damaged: readonly number[]): void {
    this.deps.metrics.damagedSnapshots.add(damaged.length);
    this.deps.logger.error({ document, damaged }, 'snapshots are not what was written, older history read in their place');
    this.onDamaged(document);
  }

  release(room: Room): void {
    room.pins--;
    if (room.pins === 0 && this.rooms.get(room.name) === room) this.unloadLater(room);
  }

  private unloadLater(room: Room): void {
    clearTimeout(this.timers.get(room));
    const timer = setTimeout(() => this.unload(room), this.options.idleMs);
    timer.unref();
    this.timers.set(room, timer);
  }

  private unload(room: Room): void {
    this.timers.delete(room);
    // Nothing leaves memory before it is in the log (R1).
    if (room.pins > 0 || this.rooms.get(room.name) !== room) return;
    if (!room.idle) {
      this.unloadLater(room);
      return;
    }
    this.rooms.delete(room.name);
    room.destroy();
  }

  /** Forgets a room whose memory is not to be trusted; what it handed to the commit queue is still stored. */
  discard(room: Room, code: number, reason: string): void {
    if (this.rooms.get(room.name) !== room) return;
    clearTimeout(this.timers.get(room));
    this.timers.delete(room);
    this.rooms.delete(room.name);
    room.closeAll(code, reason);
    room.destroy();
  }

  /**
   * Another node has committed up to `seq`. What was committed while we read the log may be missing in what we read.
   * @returns false when the document here has another epoch: its rows are not read into it, and {@link poll} lets go of it.
   */
  hearHead(document: DocumentName, seq: number, epoch?: number): boolean {
    if (this.loading.has(document)) this.rung.set(document, Math.max(seq, this.rung.get(document) ?? 0));
    const room = this.rooms.get(document);
    if (room === undefined) return true;
    if (epoch !== undefined && epoch !== room.epoch) return false;
    room.hearHead(seq);
    return true;
  }

  /** Compares each room with the log: what another node wrote, replaced or deleted is noticed here, bus or not (DESIGN §5.4). */
  async poll(part: Part = ALL): Promise<void> {
    const rooms = [...this.rooms.values()].filter(({ name }) => isIn(part, name));
    // Asked with no rooms too: whether the store answers decides whether anybody is sent here.
    const heads = await this.deps.log.heads(rooms.map((room) => room.name));
    for (const room of rooms) this.compare(room, heads.get(room.name));
  }

  private compare(room: Room, head: DocumentHead | undefined): void {
    if (head === undefined) this.discard(room, CLOSE.notFound, 'document deleted');
    else if (head.epoch !== room.epoch) this.discard(room, CLOSE.epoch, 'document replaced');
    else if (this.isNewer(head)) void this.handOver(room);
    else if (head.seq > room.seq) {
      this.deps.metrics.busLate.add(1);
      void room.catchUp();
    }
  }

  private isNewer({ schemaVersion }: { schemaVersion: number }): boolean {
    return schemaVersion > (this.options.schemaVersion ?? DOCUMENT_SCHEMA_VERSION);
  }

  /** A newer program has written to this document: stores what is applied, then sends everybody to a node that runs it (DESIGN §4). */
  private async handOver(room: Room): Promise<void> {
    if (this.rooms.get(room.name) !== room) return;
    clearTimeout(this.timers.get(room));
    this.timers.delete(room);
    // Whoever comes now loads it anew, and finds that it is not ours.
    this.rooms.delete(room.name);
    await atMost(HAND_OVER_MS, this.deps.commits.drained(room.name));
    room.closeAll(CLOSE.restart, 'document of a newer release');
    room.destroy();
  }

  /** Applies what has arrived and unloads everything; call after the last member left and the queue drained. */
  close(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    for (const room of this.rooms.values()) room.destroy();
    this.rooms.clear();
  }
}
