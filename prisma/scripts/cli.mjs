/**
 * Runs the Prisma CLI with the WASM schema engine beside this file: `node scripts/cli.mjs generate`. Without it every
 * command first tries to download a binary and fails where only the npm registry can be reached.
 *
 * The CLI is installed under the name `prisma-cli`: under its own, npm takes it for the optional peer of @prisma/client and
 * brings it, 126 packages with it, to every `npm start`, `--omit=dev` or not.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** @returns exit status and, where `stdio` pipes it, standard output. */
export function runPrisma(args, stdio = 'inherit') {
  const cli = createRequire(import.meta.url).resolve('prisma-cli/build/index.js');
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: here('schema-engine.mjs'),
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  };
  const { status, stdout } = spawnSync(process.execPath, [cli, ...args], { cwd: here('..'), stdio, env, encoding: 'utf8' });
  return { status: status ?? 1, stdout: stdout ?? '' };
}

if (process.argv[1] === here('cli.mjs')) process.exitCode = runPrisma(process.argv.slice(2)).status;
