import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import { LIMITS, RATES } from '@trashfire/shared/realtime/limits';
import { atMost } from './at-most.ts';
import { CollabNode, type CollabNodeDeps, type CollabNodeOptions, NODE_DEFAULTS } from './collab-node.ts';
import { Doorway, type DoorwayLimits } from './doorway.ts';
import { answerHttp, type HttpState } from './http-answers.ts';
import { LoopDelay } from './loop-delay.ts';
import { showProcess } from './process-metrics.ts';

export interface CollabServerDeps extends CollabNodeDeps {
  /** Shared with the api, which signs tickets with it. */
  ticketSecret: string;
  /** Origins of the studio's pages; null allows every origin (only for a server nobody else can reach). */
  allowedOrigins: readonly string[] | null;
}

export interface CollabServerOptions extends CollabNodeOptions {
  limits: DoorwayLimits;
  /** A request whose headers are not here by then is cut off: thousands of half-sent ones would else keep their sockets (R7). */
  headersMs: number;
}

const DEFAULTS: CollabServerOptions = { ...NODE_DEFAULTS, limits: { ...LIMITS, rates: RATES }, headersMs: 10_000 };
const CLOSE_MS = 1000;

/** The collab-server of one process: the only door to a document (DESIGN §1, §5). */
export class CollabServer {
  readonly node: CollabNode;
  private readonly deps: CollabServerDeps;
  private readonly http: Server;
  private readonly doorway: Doorway;
  private readonly loopDelay = new LoopDelay();

  constructor(deps: CollabServerDeps, given: Partial<CollabServerOptions> = {}) {
    const options = { ...DEFAULTS, ...given };
    this.deps = deps;
    this.node = new CollabNode(deps, options);
    const { metrics, access, registry } = this.node;
    this.doorway = new Doorway(
      {
        ...deps,
        metrics,
        access,
        registry,
        schemaVersion: options.schemaVersion ?? DOCUMENT_SCHEMA_VERSION,
        draining: () => this.node.draining,
        admit: (admitted) => this.node.admit(admitted),
      },
      options.limits,
    );
    this.node.onLeft = (claims) => this.doorway.left(claims);
    showProcess(metrics, this.loopDelay);
    this.http = createServer(
      { headersTimeout: options.headersMs, connectionsCheckingInterval: options.headersMs / 2 },
      (request, response) => {
        const { status, type, body } = answerHttp(request.url ?? '/', request.socket.remoteAddress, this.httpState);
        response.writeHead(status, { 'content-type': type }).end(body);
      },
    );
    this.http.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
      metrics.refused(late ? 'headers' : 'request');
      if (socket.writable)
        socket.end(`HTTP/1.1 ${late ? '408 Request Timeout' : '400 Bad Request'}\r\nConnection: close\r\n\r\n`);
      else socket.destroy();
    });
    this.http.on('upgrade', (request, socket, head) => {
      void this.doorway.upgrade(request, socket, head);
    });
  }

  /** @returns the port it listens on (the one asked for, or a free one for 0). */
  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.http.once('error', reject);
      this.http.listen(port, host, resolve);
    });
    this.node.start();
    return (this.http.address() as AddressInfo).port;
  }

  /** Stops without losing or refusing anything acknowledged: not ready, no newcomers, then as {@link CollabNode.drain}. */
  async drain(): Promise<void> {
    await this.node.drain();
    this.loopDelay.close();
    this.http.closeAllConnections();
    // A peer that does not answer its close keeps its socket; it must not keep us.
    const closed = new Promise<void>((resolve) => this.http.close(() => resolve()));
    await atMost(CLOSE_MS, closed);
    await this.deps.bus.close();
  }

  private get httpState(): HttpState {
    return { whyNotReady: this.node.whyNotReady, metrics: () => this.node.metrics.render() };
  }
}
