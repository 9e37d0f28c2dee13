import { can, type Role } from '@trashfire/shared/access/roles';
import { mintTicket, type TicketClaims } from '@trashfire/shared/access/tickets';
import type { DocumentName } from '@trashfire/shared/document/names';
import { COLLECTIONS, type CollectionName } from '@trashfire/shared/document/schema';
import { guardUndo } from '@trashfire/shared/document/undo';
import { collectionMap, scriptFragment } from '@trashfire/shared/document/ydoc';
import { AppError } from '@trashfire/shared/errors/app-error';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { DocumentSession, type SessionStatus } from '@trashfire/shared/realtime/document-session';
import { dropWaiting } from '@trashfire/shared/realtime/drop-waiting';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { type Cluster, TICKET_SECRET } from './cluster.ts';
import { askAtOnce } from './eager-client.ts';
import { EDITS } from './edits.ts';
import { foreignDeletions, missingIn, type Seen } from './replica.ts';
import { ClientSocket, type Link } from './sockets.ts';
import type { Store } from './store.ts';
import { Process, type VirtualTime } from './virtual-time.ts';

/**
 * `stock` peers speak plain y-websocket and are promised nothing; an `eager` one asks for each edit at once whether it is durable,
 * before it was asked for what it has; an `intruder` is a viewer whose client lets them write.
 */
export type PeerKind = 'editor' | 'stock' | 'eager' | 'viewer' | 'intruder' | 'agent';

export interface PeerDeps {
  time: VirtualTime;
  store: Store;
  cluster: Cluster;
  /** Chance that an eager peer writes as soon as its socket is open. */
  haste: number;
  /** What this peer's person has held so far. */
  seen: Seen;
  /** Something is wrong. */
  fail: (what: string) => void;
  say: (line: string) => void;
}

/** One window or program: a document, a client of the collab-server, and what a person does with both. */
export class Peer {
  readonly name: string;
  readonly kind: PeerKind;
  readonly document: DocumentName;
  readonly person: string;
  process: Process;
  doc = new Y.Doc();
  session: DocumentSession | null = null;
  provider: WebsocketProvider | null = null;
  /** Why the server closed it for good; null while it may come back. */
  ended: number | null = null;
  offline = false;
  /** It has written though it may not. */
  intruded = false;
  private undoManager: Y.UndoManager | null = null;
  private link: Link | null = null;
  private local: Uint8Array[] = [];
  /** What a reload would find: the browser's copy. */
  private kept: Uint8Array | null = null;
  /** Of it, what the window can show. */
  private came: Uint8Array | null = null;
  private epoch: number | null = null;
  /** Beside what the browser kept it has noted that edits in it were not saved. */
  private unsaved = false;
  private loads = 0;
  private readonly deps: PeerDeps;

  constructor(name: string, kind: PeerKind, document: DocumentName, person: string, deps: PeerDeps) {
    this.name = name;
    this.kind = kind;
    this.document = document;
    this.person = person;
    this.deps = deps;
    this.process = new Process(name);
  }

  get isOpen(): boolean {
    return this.session !== null || this.provider !== null;
  }

  get awareness(): DocumentSession['awareness'] | null {
    return this.session?.awareness ?? this.provider?.awareness ?? null;
  }

  get online(): boolean {
    return this.session === null ? (this.provider?.synced ?? false) : this.session.status.connection === 'online';
  }

  /** Whether it takes itself for one who may write. */
  get mayEdit(): boolean {
    if (!this.isOpen || this.ended !== null) return false;
    return this.session === null ? this.kind !== 'intruder' : !this.session.status.readOnly && this.kind !== 'viewer';
  }

  /** Nothing of its own is on its way any more. */
  get settled(): boolean {
    return this.session === null ? this.provider !== null : this.session.status.saved === 'saved';
  }

  get connection(): Link | null {
    return this.link?.dead === false ? this.link : null;
  }

  /** Opens the page: with what the browser kept, if it kept anything. @param schema which layout of documents its program knows. */
  open(schema = this.deps.cluster.release): Promise<void> {
    return this.act(() => {
      this.ended = null;
      this.intruded = false;
      this.doc = new Y.Doc();
      if (this.kept !== null) Y.applyUpdate(this.doc, this.kept, 'kept');
      this.deps.seen.watch(this.doc);
      this.came = this.kept === null ? null : wholeOf(this.kept);
      this.local = this.doc.store.clients.size > 0 && this.came !== null ? [this.came] : [];
      this.doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin instanceof WebsocketProvider || (origin === null && this.session?.status.readOnly)) return;
        this.local.push(update);
      });
      const scope = (Object.keys(COLLECTIONS) as CollectionName[])
        .filter((name) => COLLECTIONS[name].document === 'episode')
        .map((name) => collectionMap(this.doc, name));
      this.undoManager = new Y.UndoManager([scriptFragment(this.doc), ...scope], { trackedOrigins: new Set([this]) });
      // What others made of it meanwhile cannot always be taken back; a person is told so.
      guardUndo(this.undoManager, () => undefined);
      if (this.kind === 'editor' || this.kind === 'viewer' || this.kind === 'agent') this.openSession(schema);
      else this.openProvider(schema);
    });
  }

  /** Closes the page or ends the program. @param keep whether the browser keeps the document for the next time. */
  async close(keep: boolean): Promise<void> {
    this.unsaved = keep && this.local.some((update) => update !== this.came || this.unsaved);
    this.kept = keep ? Y.encodeStateAsUpdate(this.doc) : null;
    this.epoch = keep ? (this.session?.status.epoch ?? null) : null;
    await this.act(() => {
      this.undoManager?.destroy();
      this.session?.destroy();
      this.provider?.destroy();
      this.provider?.awareness.destroy();
      this.doc.destroy();
    });
    const { time, fail } = this.deps;
    const old = this.process;
    // A stock client's provider looks once more after its backoff and finds that nothing is wanted of it.
    time.after(this.session === null ? 5000 : 2, old, () => {
      if (time.timersOf(old) > 0) fail(`${this.name} was closed and still has ${time.timersOf(old)} timers`);
    });
    this.process = new Process(`${this.name}.${++this.loads}`);
    this.session = null;
    this.provider = null;
  }

  /** The tab is killed, the machine's battery is empty: it does not even say goodbye. */
  async crash(keep: boolean): Promise<void> {
    this.link?.cut();
    await this.close(keep);
  }

  edit(change: (doc: Y.Doc, origin: unknown) => void): Promise<void> {
    return this.act(() => {
      try {
        change(this.doc, this);
      } catch (error) {
        // A record or block that a command looks for may be gone; a person is told so.
        if (!(error instanceof AppError)) throw error;
      }
    });
  }

  undo(what: 'undo' | 'redo'): Promise<void> {
    return this.act(() => {
      const check = (transaction: Y.Transaction) => {
        if (transaction.origin !== this.undoManager) return;
        const foreign = foreignDeletions(transaction, this.doc.clientID);
        if (foreign !== null) this.deps.fail(`${what} by ${this.name} took back what another wrote: ${foreign}`);
      };
      this.doc.on('afterTransaction', check);
      this.undoManager?.[what]();
      this.doc.off('afterTransaction', check);
    });
  }

  /** Runs something in this peer's process. */
  act(run: () => void): Promise<void> {
    return this.deps.time.act(this.process, run);
  }

  private openSession(schemaVersion: number): void {
    const { document, process } = this;
    const session = new DocumentSession({
      url: 'ws://studio.test',
      name: document,
      ticket: () => this.askForTicket(process),
      doc: this.doc,
      user: { name: this.name, color: '#00ffea' },
      WebSocket: this.socketClass(),
      schemaVersion,
      ...(this.epoch === null ? {} : { epoch: this.epoch }),
      unsaved: this.unsaved,
    });
    this.session = session;
    session.onStatus((status) => this.onStatus(session, status));
  }

  private openProvider(schema: number): void {
    const mint = () => this.ticket() ?? '';
    const params = {
      schema: String(schema),
      ...(this.kind === 'eager' && { caps: 'ack' }),
      get ticket() {
        return mint();
      },
    };
    const options = { params, disableBc: true, WebSocketPolyfill: this.socketClass() };
    const provider = new WebsocketProvider('ws://studio.test/collab', this.document, this.doc, options);
    provider.awareness.setLocalStateField('user', { name: this.name });
    provider.on('closed', ({ code }) => this.onEnded(code, ''));
    this.provider = provider;
    if (this.kind !== 'eager') return;
    askAtOnce(provider, (update) => this.checkSaved(update));
    provider.on('status', ({ status }) => {
      if (status !== 'connected' || !this.deps.time.random.chance(this.deps.haste)) return;
      EDITS.type(this.doc, this.deps.time.random, this);
    });
  }

  private onStatus(session: DocumentSession, { pending, readOnly, closeReason }: SessionStatus): void {
    if (session !== this.session) return;
    const saved = this.local.length - pending;
    for (const update of this.local.splice(0, Math.max(0, saved))) {
      // A window that may only look is told "saved" of what it came with, since that is not its to save, if nothing of it is unsaved.
      if (!readOnly || update !== this.came || this.unsaved) this.checkSaved(update);
    }
    if (closeReason !== null && closeReason.code >= 4000) this.onEnded(closeReason.code, closeReason.text);
  }

  private checkSaved(update: Uint8Array): void {
    const missing = missingIn(this.deps.store.committed(this.document), update);
    if (missing !== null) this.deps.fail(`R1: ${this.name} was told "saved", and in the log ${missing}`);
  }

  private onEnded(code: number, text: string): void {
    if (this.ended !== null) return;
    this.ended = code;
    this.deps.say(`${this.name} ended ${code} ${text}`);
    const { store, fail } = this.deps;
    if (code === CLOSE.readOnly && this.kind === 'intruder' && !this.intruded)
      fail(`${this.name} only looked and was thrown out`);
    if (code === CLOSE.malformed || code === CLOSE.tooLarge || code === CLOSE.epoch)
      fail(`${this.name} did no wrong and was closed with ${code}`);
    if (code === CLOSE.notFound && store.exists(this.document))
      fail(`${this.name} was told that ${this.document} does not exist`);
  }

  /** As the api answers a signed-in window. */
  private askForTicket(process: Process): Promise<string> {
    const { time } = this.deps;
    return new Promise((resolve, reject) => {
      time.after(time.random.int(2, 30), process, () => {
        const ticket = this.ticket();
        if (this.offline) reject(new AppError('unavailable'));
        else if (!this.deps.store.exists(this.document)) reject(new AppError('not-found'));
        else if (ticket === null) reject(new AppError('not-allowed'));
        else resolve(ticket);
      });
    });
  }

  private ticket(): string | null {
    const { store } = this.deps;
    const membership = store.roleOf(this.person);
    if (membership === null) return null;
    const actor: TicketClaims['actor'] = {
      kind: this.kind === 'agent' ? 'agent' : 'person',
      id: authorOf(this),
      name: this.name,
      color: '#00ffea',
    };
    const claims = { doc: this.document, team: store.team, can: capability(membership.role), actor, member: this.person };
    return mintTicket({ ...claims, version: membership.version }, TICKET_SECRET, Math.floor(Date.now() / 1000));
  }

  private socketClass(): typeof WebSocket {
    const { process } = this;
    const dial = (socket: ClientSocket) => {
      this.link = this.offline ? null : this.deps.cluster.dial(socket);
      if (this.link === null) this.deps.time.after(5, process, () => socket.closedBy(1006, ''));
      return this.link;
    };
    return class extends ClientSocket {
      constructor(url: string | URL) {
        super(String(url), process, dial);
      }
    } as unknown as typeof WebSocket;
  }
}

/** Without what waits for something that came on no connection: it is others', who send it again themselves. */
function wholeOf(kept: Uint8Array): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, kept);
  dropWaiting(doc);
  return Y.encodeStateAsUpdate(doc);
}

/** Under which id its log rows stand. */
export function authorOf({ kind, name, person }: Pick<Peer, 'kind' | 'name' | 'person'>): string {
  return kind === 'agent' ? `run of ${name}` : person;
}

function capability(role: Role): 'read' | 'write' {
  return can(role, 'document.write') ? 'write' : 'read';
}
