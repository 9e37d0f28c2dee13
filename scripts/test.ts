/**
 * `npm test`, after test.mjs has installed what tests need: the checks, then unit, integration and end-to-end tests, closed by one
 * line for the whole. Exit code 1 when anything failed.
 */
import { ROOT } from './checks.ts';
import { dataFolder } from './setup/prepare.mjs';
import { formatSeconds } from './setup/terminal.mjs';
import { PARTS, type Part, RUNNERS, USUAL } from './test/parts.ts';
import { add, closingLine, NOTHING } from './test/results.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const [first, ...rest] = process.argv.slice(2);
const part = PARTS.find((name) => name === first);
if (first !== undefined && part === undefined) {
  process.stderr.write(`TrashFire: there are no tests named "${first}". Use one of: ${PARTS.join(', ')}.\n`);
  process.exit(2);
}
const chosen: readonly Part[] = part === undefined ? USUAL : [part];

const lines: string[] = [];
let total = NOTHING;
for (const name of chosen) {
  say(`\n== ${name} ==`);
  const began = Date.now();
  const tally = await RUNNERS[name]({ dataDir: dataFolder(ROOT), words: rest, say });
  total = add(total, tally);
  lines.push(`${name}: ${closingLine(tally)} in ${formatSeconds(Date.now() - began)}`);
}
say(`\n${lines.join('\n')}\n`);
say(closingLine(total));
process.exitCode = total.failed > 0 ? 1 : 0;
