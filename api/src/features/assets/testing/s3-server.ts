import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseRange } from '../range.ts';

/** A server that speaks as much of S3 as a store needs: signed PUT, HEAD, GET with ranges, DELETE, in memory. */
export async function startS3Server(): Promise<{ endpoint: string; close(): Promise<void> }> {
  const objects = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    serve(objects, request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function serve(objects: Map<string, Buffer>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const key = new URL(request.url ?? '/', 'http://s3').pathname;
  if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=')) {
    response.writeHead(403).end();
    return;
  }
  if (request.method === 'PUT') {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    // An upload that breaks off makes the loop above throw: the object appears only when all of it came.
    const body = Buffer.concat(parts);
    if (body.length === Number(request.headers['content-length'])) objects.set(key, body);
    response.writeHead(200, { etag: '"x"' }).end();
    return;
  }
  const object = objects.get(key);
  if (request.method === 'DELETE') {
    objects.delete(key);
    response.writeHead(204).end();
  } else if (object === undefined) {
    response.writeHead(404, { 'content-type': 'application/xml' });
    response.end(request.method === 'HEAD' ? undefined : '<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>');
  } else if (request.method === 'HEAD') {
    response.writeHead(200, { 'content-length': object.length }).end();
  } else {
    const range = parseRange(request.headers.range, object.length);
    const part = range === null || range === 'unsatisfiable' ? object : object.subarray(range.start, range.end + 1);
    response.writeHead(range === null ? 200 : 206, { 'content-length': part.length }).end(part);
  }
}
