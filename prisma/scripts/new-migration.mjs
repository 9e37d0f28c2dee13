/**
 * `npm run migrate:dev -w prisma -- some_name`: writes what the schema has beyond the migrations as the next migration, to
 * be read, completed (checks, triggers) and committed. Needs DATABASE_URL of a server where a scratch database may be made.
 * Not `prisma migrate dev`: that asks questions, and on the WASM engine it warns of the partial indexes without a reason.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runPrisma } from './cli.mjs';

const folder = fileURLToPath(new URL('../migrations/', import.meta.url));
const [name] = process.argv.slice(2);

if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
  process.stderr.write('Name the migration in lower case: npm run migrate:dev -w prisma -- add_comments\n');
  process.exitCode = 2;
} else {
  const diff = ['migrate', 'diff', '--from-migrations', 'migrations', '--to-schema', 'schema.prisma', '--script', '--exit-code'];
  const { status, stdout } = runPrisma(diff, ['ignore', 'pipe', 'inherit']);
  // 2 is "there is a difference"; 0 none; anything else went wrong and was said.
  if (status === 0) process.stdout.write('The migrations make exactly the schema; there is nothing to write.\n');
  else if (status === 2) writeMigration(name, stdout);
  else process.exitCode = 1;
}

function writeMigration(label, sql) {
  const last = readdirSync(folder)
    .filter((entry) => /^\d{4}_/.test(entry))
    .sort()
    .at(-1);
  const number = Number(last?.slice(0, 4) ?? 0) + 1;
  const path = `${folder}${String(number).padStart(4, '0')}_${label}`;
  mkdirSync(path);
  writeFileSync(`${path}/migration.sql`, sql);
  process.stdout.write(`Wrote ${path}/migration.sql. Read it, then run: npm run generate -w prisma\n`);
}
