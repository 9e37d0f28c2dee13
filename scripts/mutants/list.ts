import { AGENT_MUTANTS } from './agent.ts';
import { ARCHIVE_MUTANTS } from './archive.ts';
import { BENCH_MUTANTS } from './bench.ts';
import { BOARD_MUTANTS } from './board.ts';
import { CHAT_MUTANTS } from './chat.ts';
import { CLIENT_MUTANTS } from './client.ts';
import { COLLAB_MUTANTS } from './collab.ts';
import { COLLAB_HOSTILE_MUTANTS } from './collab-hostile.ts';
import { NODES_MUTANTS } from './collab-nodes.ts';
import { COLLAB_OPERATION_MUTANTS } from './collab-operation.ts';
import { COMMENT_MUTANTS } from './comments.ts';
import { COMPACTION_MUTANTS } from './compaction.ts';
import { GALLERY_MUTANTS } from './gallery.ts';
import { HISTORY_MUTANTS } from './history.ts';
import type { Mutant } from './mutant.ts';
import { RENDER_MUTANTS } from './render.ts';
import { SCRIPT_ROOM_MUTANTS } from './script-room.ts';
import { SESSION_MUTANTS } from './session.ts';
import { SIMULATION_MUTANTS } from './simulation.ts';
import { TIMELINE_MUTANTS } from './timeline.ts';

const LEDGER = ['prisma/src/ledger.integration.test.ts'];
const LOG = ['prisma/src/document-log.integration.test.ts'];
const DEPLOY = ['prisma/src/deploy.test.ts', 'prisma/src/deploy.integration.test.ts'];

/** Every guard, check, lock and fence that a rule of DESIGN §9 hangs on gets a line here with the change that adds it. */
export const MUTANTS: readonly Mutant[] = [
  ...AGENT_MUTANTS,
  ...ARCHIVE_MUTANTS,
  ...BENCH_MUTANTS,
  ...CHAT_MUTANTS,
  ...CLIENT_MUTANTS,
  ...COLLAB_MUTANTS,
  ...COMMENT_MUTANTS,
  ...COMPACTION_MUTANTS,
  ...GALLERY_MUTANTS,
  ...HISTORY_MUTANTS,
  ...COLLAB_HOSTILE_MUTANTS,
  ...COLLAB_OPERATION_MUTANTS,
  ...NODES_MUTANTS,
  ...RENDER_MUTANTS,
  ...SCRIPT_ROOM_MUTANTS,
  ...SESSION_MUTANTS,
  ...SIMULATION_MUTANTS,
  ...BOARD_MUTANTS,
  ...TIMELINE_MUTANTS,
  {
    why: 'R3: a ticket would admit for ever',
    file: 'shared/src/access/tickets.ts',
    find: 'claims.success && claims.data.exp >= now ? claims.data : null',
    replace: 'claims.success ? claims.data : null',
    tests: ['collab-server/src/admission.test.ts'],
  },
  {
    why: 'R5: a screenplay that is none would start a studio before it is refused',
    file: 'scripts/episode/screenplay.ts',
    find: 'if (script.scenes.length === 0) {',
    replace: 'if (script.scenes.length < 0) {',
    tests: ['scripts/episode/files.test.ts'],
  },
  {
    why: 'R5: a film cut off on its way would be left as if it were whole',
    file: 'scripts/episode/film-file.ts',
    find: `    await rm(part, { force: true });
    if (error instanceof EpisodeFailure`,
    replace: '    if (error instanceof EpisodeFailure',
    tests: ['scripts/episode/files.test.ts'],
  },
  {
    why: 'R1: a database with a half-applied migration would be built upon',
    file: 'prisma/src/deploy.ts',
    find: 'if (!row.finished) {',
    replace: 'if (row.name === undefined) {',
    tests: DEPLOY,
  },
  {
    why: 'R6: two services starting at once would both apply a migration',
    file: 'prisma/src/deploy.ts',
    find: `await client.query('SELECT pg_advisory_lock($1)', [MIGRATE_LOCK]);`,
    replace: '',
    tests: DEPLOY,
  },
  {
    why: 'R6: an edited migration would be taken for the applied one',
    file: 'prisma/src/deploy.ts',
    find: 'if (file.checksum !== row.checksum) {',
    replace: 'if (file.checksum === undefined) {',
    tests: DEPLOY,
  },
  {
    why: 'R1: a range with rows missing would be served as if it were whole',
    file: 'prisma/src/document-log.ts',
    find: 'return rows.length === Math.max(0, toSeq - afterSeq) ? rows.map(logRow) : null;',
    replace: 'return rows.map(logRow);',
    tests: LOG,
  },
  {
    why: 'R1: a node that still holds what a document was would write into what it has become',
    file: 'prisma/src/document-log.ts',
    find: 'arrayLiteral(batch.map((row) => row.epoch ?? null)),',
    replace: 'arrayLiteral(batch.map(() => null)),',
    tests: LOG,
  },
  {
    why: 'R6: a retried job would write its rows twice',
    file: 'prisma/src/document-log.ts',
    find: 'arrayLiteral(batch.map((row) => row.writeKey ?? null)),',
    replace: 'arrayLiteral(batch.map(() => null)),',
    tests: LOG,
  },
  {
    why: 'R4: an overdrawn account would fail as a mistake of the studio, not as "no credits"',
    file: 'prisma/src/ledger.ts',
    find: `if (mentions(error, 'ledger_account_not_overdrawn'))`,
    replace: 'if (error === null)',
    tests: LEDGER,
  },
  {
    why: 'R6: a second studio on one data folder would be let in',
    file: 'scripts/studio/lock.ts',
    find: 'return facts !== null && facts.started === holder.started ? holder : null;',
    replace: 'return facts === null ? holder : null;',
    tests: ['scripts/studio/lock.test.ts'],
  },
  {
    why: 'R7: all who ask the agent in the same moment would be let in',
    file: 'api/src/agent/service.ts',
    find: 'await lockTeam(tx, teamId);',
    replace: '',
    tests: ['tests/agent/open-runs.integration.test.ts'],
  },
  {
    why: 'R5: half of a file would pass for the whole, and nobody would be told',
    file: 'api/src/http/send-stream.ts',
    find: 'if (failed || !response.destroyed) throw error;',
    replace: 'if (!response.destroyed) throw error;',
    tests: ['api/src/http/send-stream.test.ts'],
  },
  {
    why: 'R7: one person could fill a room’s chat, or try sign-in links without end',
    file: 'api/src/http/mount-routes.ts',
    find: 'count(name, response.locals.viewer ?? null, request);',
    replace: '',
    tests: ['api/src/http/route-limits.test.ts'],
  },
  {
    why: 'R6: two studios started at the same moment would take one port',
    file: 'scripts/studio/ports.ts',
    find: 'return taken.ok ? () => taken.lock.release() : null;',
    replace: 'return taken.ok ? () => taken.lock.release() : () => undefined;',
    tests: ['scripts/studio/ports.test.ts'],
  },
  {
    why: 'R6: a service that came back without getting ready would never be tried again',
    file: 'scripts/studio/service.ts',
    find: 'if (await isUp(process)) return process;',
    replace: 'if (process.pid !== undefined) return process;',
    tests: ['scripts/studio/service.test.ts'],
  },
  {
    why: 'R3: the worker would be handed the database and the signing secrets',
    file: 'scripts/studio/env.ts',
    find: 'return services.includes(service);',
    replace: 'return services.length > 0;',
    tests: ['scripts/studio/parts.test.ts'],
  },
  {
    why: 'R1: npm run reset would remove the work of somebody who said no',
    file: 'scripts/reset.ts',
    find: "if (!words.includes('--yes') && !(await confirmed()))",
    replace: "if (!words.includes('--yes') && words.length > 0)",
    tests: ['tests/chaos/reset.integration.test.ts'],
  },
  {
    why: 'R5: an install that was cut off would be taken for a complete one',
    file: 'scripts/setup/install-plan.mjs',
    find: `if (!facts.present || marker?.state === 'installing') return 'fresh';`,
    replace: `if (!facts.present) return 'fresh';`,
    tests: ['scripts/setup/install-plan.test.ts'],
  },
  {
    why: 'R8: a run of tests that crashed would be reported as green',
    file: 'scripts/test/results.ts',
    find: '(exitCode !== 0 || tally.passed === 0)',
    replace: 'tally.passed < 0',
    tests: ['scripts/test/results.test.ts'],
  },
];
