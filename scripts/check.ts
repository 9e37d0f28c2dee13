/** `npm run check`: every rule of the house that a tool can hold. Exit code 1 when one is broken. */
import { runChecks } from './checks.ts';

const results = await runChecks((line) => process.stdout.write(`${line}\n`));
process.exitCode = results.every((result) => result.ok) ? 0 : 1;
