import { Writable } from 'node:stream';
import type { Logger } from 'pino';
import { expect } from 'vitest';
import { createPostgresLog } from '../adapters/postgres-log.ts';
import { createPostgresMembership } from '../adapters/postgres-membership.ts';
import { createLogger } from '../logger.ts';
import { silentBus } from '../ports/bus.ts';
import { CollabServer, type CollabServerDeps } from '../server.ts';
import { type CollabHarness, type Node, TICKET_SECRET } from './harness.ts';

/** Servers whose every line is kept, to be searched for what no line may say (R3). */
export class LoggingServers {
  private readonly harness: CollabHarness;
  /** All lines so far. */
  log = '';

  constructor(harness: CollabHarness) {
    this.harness = harness;
  }

  /** @param depsOf what is not the usual. */
  async start(depsOf: (logger: Logger) => Partial<CollabServerDeps> = () => ({})): Promise<Node> {
    const { pool } = this.harness;
    const logger = createLogger('trace', this.sink());
    const server = new CollabServer(
      {
        log: createPostgresLog(pool),
        membership: createPostgresMembership(pool),
        bus: silentBus,
        logger,
        ticketSecret: TICKET_SECRET,
        allowedOrigins: ['http://studio.test'],
        node: crypto.randomUUID(),
        ...depsOf(logger),
      },
      { pollMs: 50, idleMs: 50 },
    );
    const port = await server.listen(0, '127.0.0.1');
    this.harness.onClose(() => server.drain());
    return { server, url: `ws://127.0.0.1:${port}`, http: `http://127.0.0.1:${port}` };
  }

  expectNowhere(text: string): void {
    const said = this.log.toLowerCase();
    expect(disguises(text).filter((form) => said.includes(form))).toEqual([]);
  }

  private sink(): Writable {
    return new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        this.log += chunk.toString();
        done();
      },
    });
  }
}

/** Every way in which bytes find their way into a line of text. */
function disguises(text: string): string[] {
  const bytes = Buffer.from(text);
  const inner = [0, 1, 2].map((cut) =>
    Buffer.concat([Buffer.alloc(cut), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    bytes.toString('latin1'),
    bytes.toString('hex'),
    encodeURIComponent(text),
    ...inner,
  ]
    .concat(bytes.join(','), [...bytes].map((byte, i) => `"${i}":${byte}`).join(','))
    .map((form) => form.toLowerCase());
}
