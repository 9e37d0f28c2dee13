import { deployMigrations } from './deploy.ts';

/** `DATABASE_URL=… node prisma/src/deploy-main.ts`: run before the services start, as often as you like. */
const url = process.env.DATABASE_URL;
if (url === undefined || url === '') {
  process.stderr.write('DATABASE_URL is not set. Point it at the PostgreSQL to migrate.\n');
  process.exitCode = 2;
} else {
  try {
    const applied = await deployMigrations(url, { log: (line) => process.stdout.write(`${line}\n`) });
    if (applied.length === 0) process.stdout.write('The database is up to date.\n');
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
