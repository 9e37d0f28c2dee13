import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { Response } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { sendStream } from './send-stream.ts';

let server: Server | null = null;
afterEach(() => void server?.close());

/** Serves these bytes once. @returns the answer of the server, and how sending ended. */
async function serve(bytes: Readable): Promise<{ answer: IncomingMessage; ended: Promise<unknown> }> {
  let told: (outcome: unknown) => void = () => undefined;
  const ended = new Promise<unknown>((resolve) => {
    told = resolve;
  });
  server = createServer((_request, response) => {
    response.setHeader('content-length', 1_000_000);
    // Of express' additions none is used.
    sendStream(bytes, response as unknown as Response).then(
      () => told('sent'),
      (error: unknown) => {
        response.destroy();
        told(error);
      },
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const request = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return { answer, ended };
}

/** Some bytes, and no end to them. */
function endless(): Readable {
  const bytes = new Readable({ read: () => undefined });
  bytes.push(Buffer.alloc(1000));
  return bytes;
}

describe('[R5] bytes on their way', () => {
  it('that end before their time are an error, and whoever asked does not take half for the whole', async () => {
    const bytes = endless();
    const { answer, ended } = await serve(bytes);
    const cut = once(answer, 'error');
    await once(answer, 'data');
    bytes.destroy(new Error('the disk is gone'));
    expect(await ended).toMatchObject({ message: 'the disk is gone' });
    expect((await cut)[0]).toMatchObject({ code: 'ECONNRESET' });
  });

  it('to one who closes the line are no error', async () => {
    const { answer, ended } = await serve(endless());
    await once(answer, 'data');
    answer.destroy();
    expect(await ended).toBe('sent');
  });
});
