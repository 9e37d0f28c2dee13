import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { TicketClaims } from '@trashfire/shared/access/tickets';
import { CLOSE, type CloseReason } from '@trashfire/shared/realtime/close-codes';
import { LIMITS } from '@trashfire/shared/realtime/limits';
import { RateLimiter, senderOf } from '@trashfire/shared/realtime/rate-limiter';
import type { Rate } from '@trashfire/shared/realtime/token-bucket';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import type { AccessWatch } from './access-watch.ts';
import { checkMembership, checkTicket, parseUpgrade, type TicketVerdict, type UpgradeRequest } from './admission.ts';
import type { Metrics } from './metrics.ts';
import { Places } from './places.ts';
import type { Room } from './room.ts';
import type { RoomRegistry } from './room-registry.ts';

/** An upgrade that the store keeps waiting this long is refused; its client tries again. */
const OPEN_TIMEOUT_MS = 10_000;
/** Seconds after which somebody who found no place may look again. */
const FULL_RETRY_S = 5;

export interface DoorwayLimits {
  socketsPerPerson: number;
  socketsPerDocument: number;
  rates: Readonly<Record<'upgrades' | 'refusedUpgrades', Rate>>;
}

/** Somebody who may come in. */
export interface Admitted {
  socket: WebSocket;
  room: Room;
  claims: TicketClaims;
  acks: boolean;
}

interface Deps {
  logger: Logger;
  metrics: Metrics;
  access: AccessWatch;
  registry: RoomRegistry;
  ticketSecret: string;
  allowedOrigins: readonly string[] | null;
  /** Layout version of this program. */
  schemaVersion: number;
  draining(): boolean;
  /** @returns false when that was not possible, and the socket is closed. */
  admit(admitted: Admitted): boolean;
  /** Makes a socket of an upgrade; the WebSocket handshake of `ws` when left out. */
  handshake?: Handshake;
}

export type Handshake = Pick<WebSocketServer, 'handleUpgrade'>;

function webSocketHandshake(): Handshake {
  const { socketBytes } = LIMITS;
  return new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload: socketBytes });
}

/** What an upgrade asks for and with what right. */
interface Asked {
  message: IncomingMessage;
  socket: Duplex;
  head: Buffer;
  request: UpgradeRequest;
  claims: TicketClaims;
}

/** From an upgrade request to a socket in a room: who may, how often, and how many at the same time (DESIGN §5.1). */
export class Doorway {
  private readonly deps: Deps;
  private readonly sockets: Handshake;
  private readonly people: Places;
  private readonly documents: Places;
  private readonly upgrades: RateLimiter;
  private readonly refusedUpgrades: RateLimiter;
  /** Of a socket that is not in yet, or never: an error that nobody listens for ends the process. */
  private readonly failedBefore = (error: Error) => this.deps.logger.debug({ err: error }, 'error of a socket that is not in');

  constructor(deps: Deps, { socketsPerPerson, socketsPerDocument, rates }: DoorwayLimits) {
    this.deps = deps;
    this.sockets = deps.handshake ?? webSocketHandshake();
    this.people = new Places(socketsPerPerson);
    this.documents = new Places(socketsPerDocument);
    this.upgrades = new RateLimiter(rates.upgrades);
    this.refusedUpgrades = new RateLimiter(rates.refusedUpgrades);
  }

  /** Checks ticket, origin, membership and document before the upgrade, so a stranger never has a socket. Never rejects. */
  async upgrade(message: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', this.failedBefore);
    if (this.deps.draining()) {
      refuseUpgrade(socket, 503);
      return;
    }
    const request = parseUpgrade(message.url ?? '/', message.headers.origin);
    const verdict = this.checkRequest(request);
    if (request === null || verdict.state === 'refused') {
      this.refuseStranger(socket, senderOf(message.socket.remoteAddress), verdict);
      return;
    }
    const { claims } = verdict;
    const wait = claims.member === null ? 0 : this.upgrades.take(claims.member);
    // Before the first await: however many ask in the same moment, no more get in than there are places.
    if (wait > 0 || !this.takePlaces(claims)) {
      this.deps.metrics.refused('overloaded');
      refuseUpgrade(socket, 429, wait || FULL_RETRY_S);
      return;
    }
    let isIn = false;
    try {
      isIn = await this.letIn({ message, socket, head, request, claims });
    } catch (error) {
      this.deps.logger.error({ err: error, document: request.document }, 'could not open a document');
      refuseUpgrade(socket, 503);
    } finally {
      if (!isIn) this.left(claims);
    }
  }

  private checkRequest(request: UpgradeRequest | null): TicketVerdict {
    const { ticketSecret, allowedOrigins } = this.deps;
    if (request === null) return { state: 'refused', status: 404, reason: 'path' };
    return checkTicket(request, ticketSecret, allowedOrigins, Math.floor(Date.now() / 1000));
  }

  /**
   * Whoever shows no good ticket is counted by address; above the rate they fill no log (R7). Only they: a hostile page in
   * somebody's browser must not use up what the studio itself needs from the same address.
   */
  private refuseStranger(socket: Duplex, sender: string, verdict: TicketVerdict): void {
    if (verdict.state !== 'refused') return;
    const { metrics, logger } = this.deps;
    metrics.refused(verdict.reason);
    const wait = this.refusedUpgrades.take(sender);
    if (wait === 0) logger.info({ sender, reason: verdict.reason }, 'refused an upgrade');
    refuseUpgrade(socket, wait === 0 ? verdict.status : 429, wait || undefined);
  }

  private takePlaces({ member, doc }: TicketClaims): boolean {
    if (member !== null && !this.people.take(member)) return false;
    if (this.documents.take(doc)) return true;
    if (member !== null) this.people.give(member);
    return false;
  }

  /** Gives the places back of somebody who was let in, once for each. */
  left({ member, doc }: TicketClaims): void {
    if (member !== null) this.people.give(member);
    this.documents.give(doc);
  }

  /** @returns whether somebody came in, who is told of by {@link left} when they leave. */
  private async letIn(asked: Asked): Promise<boolean> {
    const { message, socket, head, request, claims } = asked;
    const refusal = await this.membershipRefusal(claims);
    const opened = refusal === null ? await this.open(request) : null;
    if (opened === null || opened.state === 'missing') {
      this.deps.metrics.refused(refusal === null ? 'notFound' : refusal === 403 ? 'revoked' : 'roleChanged');
      refuseUpgrade(socket, refusal ?? 404);
      return false;
    }
    let isIn = false;
    this.sockets.handleUpgrade(message, socket, head, (webSocket) => {
      // `ws` reads on until its close is answered, and tells of what it cannot read.
      webSocket.on('error', this.failedBefore);
      const refused = opened.state === 'newer' ? NEWER : this.refusalOf(opened.room, request, claims);
      if (refused !== null) {
        this.deps.metrics.refused(refused.code);
        webSocket.close(CLOSE[refused.code], refused.words);
      } else if (opened.state === 'open') {
        isIn = this.deps.admit({ socket: webSocket, room: opened.room, claims, acks: request.acks });
      }
      // Whoever is in is listened to.
      if (isIn) for (const heard of [socket, webSocket]) heard.off('error', this.failedBefore);
    });
    // `handleUpgrade` answers at once; when it refused the handshake nobody came in and nobody will leave.
    if (opened.state === 'open') this.deps.registry.release(opened.room);
    return isIn;
  }

  private async membershipRefusal(claims: TicketClaims): Promise<403 | 401 | null> {
    const membership = checkMembership(claims, await withTimeout(this.deps.access.current(claims)));
    if (membership === 'revoked') return 403;
    return membership === 'changed' ? 401 : null;
  }

  private open(request: UpgradeRequest): ReturnType<RoomRegistry['open']> {
    const opening = this.deps.registry.open(request.document);
    return withTimeout(opening).catch((error: unknown) => {
      // It may still open after we gave up on it; then nobody holds it.
      void opening.then(
        (late) => late.state === 'open' && this.deps.registry.release(late.room),
        () => undefined,
      );
      throw error;
    });
  }

  /** What is told by a close code, because the client does something about it. */
  private refusalOf(room: Room, request: UpgradeRequest, claims: TicketClaims): Refusal | null {
    // Draining began while the document was opened: nobody would ever send this one away, and the drain would not end.
    if (this.deps.draining()) return { code: 'restart', words: 'server restarting' };
    if (room.team !== claims.team) return { code: 'notFound', words: 'no such document' };
    // A client that does not know a kind of node deletes it for everybody: it must reload first (facts: sync §3).
    if (request.schema < this.deps.schemaVersion) return { code: 'clientOutdated', words: 'client outdated' };
    if (request.schema > this.deps.schemaVersion) return { code: 'restart', words: 'server outdated' };
    if (request.epoch !== null && request.epoch !== room.epoch) return { code: 'epoch', words: 'document replaced' };
    return null;
  }
}

interface Refusal {
  code: CloseReason;
  words: string;
}
const NEWER: Refusal = { code: 'restart', words: 'document of a newer release' };

async function withTimeout<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the store did not answer in time')), OPEN_TIMEOUT_MS);
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}

/** @param retryAfter seconds after which asking again makes sense. */
function refuseUpgrade(socket: Duplex, status: number, retryAfter?: number): void {
  if (socket.destroyed) return;
  const again = retryAfter === undefined ? '' : `Retry-After: ${retryAfter}\r\n`;
  // A peer that never closes its own side would keep the socket, and so our memory.
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\n${again}Content-Length: 0\r\n\r\n`);
}
