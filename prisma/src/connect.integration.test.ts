import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { eventually } from '@trashfire/shared/testing/eventually';
import pg from 'pg';
import { expect, it } from 'vitest';
import { testDatabase } from '../../tests/support/postgres.ts';
import { listen } from './connect.ts';

/** A line to a database that can fall silent without a word: what is open then stays open, and nothing passes. */
async function silentLine(url: string) {
  const to = new URL(url);
  const open: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.pipe(far).pipe(near);
    open.push(near, far);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    fallSilent() {
      for (const socket of open) socket.unpipe().pause();
    },
    close() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

it('a listener whose line fell silent listens again on a new one', async () => {
  const database = await testDatabase();
  const line = await silentLine(database.url);
  const heard: string[] = [];
  let began = 0;
  const listener = listen({
    url: line.url,
    name: 'test',
    channel: 'news',
    onText: (text) => heard.push(text),
    onListening: () => {
      began += 1;
    },
    logger: { warn: () => undefined },
    probe: { everyMs: 100, answerMs: 1000 },
  });
  const speaker = new pg.Client({ connectionString: database.url });
  await speaker.connect();
  try {
    await eventually('it listens', () => began === 1);
    line.fallSilent();
    await eventually('it listens again', () => began === 2);
    await speaker.query("NOTIFY news, 'after'");
    await eventually('it hears', () => heard.includes('after'));
    expect(heard).toEqual(['after']);
  } finally {
    await listener.close();
    await speaker.end();
    line.close();
    await database.drop();
  }
});
