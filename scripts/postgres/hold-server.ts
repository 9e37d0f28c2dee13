import { startEmbeddedPostgres } from '../embedded-postgres.ts';

/** Stands for a studio that holds a server until it is killed; prints `{pid, url}` once it is up. */
const server = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '.data', log: () => undefined });
process.stdout.write(JSON.stringify({ pid: server.pid, url: server.url }));
setInterval(() => undefined, 60_000);
