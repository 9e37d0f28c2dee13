import type { Mutant } from './mutant.ts';

const KILL = ['tests/chaos/kill-nine-server.integration.test.ts'];
const PEERS_FAIL = ['tests/chaos/collab-peers-fail.integration.test.ts'];
const STORM = ['tests/chaos/collab-storm.integration.test.ts'];
const BESIDE = ['collab-server/src/secrets-beside.integration.test.ts'];
const SECRETS = ['collab-server/src/secrets.integration.test.ts'];
const METRICS = ['collab-server/src/metrics.integration.test.ts'];
const ANSWERS = ['collab-server/src/http-answers.test.ts'];
const LIVENESS = ['collab-server/src/sync/liveness.test.ts'];
const ACKS = 'collab-server/src/pending-acks.ts';

/** What shows in operation alone, with real processes: kills, storms, drains, and what the server tells about itself. */
export const COLLAB_OPERATION_MUTANTS: readonly Mutant[] = [
  {
    why: 'R1: after kill -9 words would be missing that were said to be saved when they were only applied',
    file: ACKS,
    find: 'findIndex(({ after }) => after > this.committedRows)',
    replace: 'findIndex(({ after }) => after < 0)',
    tests: KILL,
  },
  {
    why: 'R1: one failing store and the last client leaving would take the room with its words',
    file: ACKS,
    find: 'return this.committedRows === this.queuedRows;',
    replace: 'return this.committedRows <= this.queuedRows;',
    tests: PEERS_FAIL,
  },
  {
    why: 'R7: all who come back at once would each load the document',
    file: 'collab-server/src/room-registry.ts',
    find: 'this.loading.set(document, load);',
    replace: '',
    tests: STORM,
  },
  {
    why: 'R7: a node asked to stop would throw everybody out in one moment',
    file: 'collab-server/src/collab-node.ts',
    find: '      await wait(pause);\n',
    replace: '',
    tests: STORM,
  },
  {
    why: 'R1: people would be sent to a node whose commits nobody answers',
    file: 'collab-server/src/commit-queue.ts',
    find: 'return this.failingSince ?? oldest?.at ?? null;',
    replace: 'return this.failingSince;',
    tests: ['collab-server/src/commit-queue.test.ts', ...PEERS_FAIL],
  },
  {
    why: 'people would be sent to a node whose database is gone, as long as nobody writes there',
    file: 'collab-server/src/readiness.ts',
    find: 'if (databaseSilentMs !== null && databaseSilentMs > PATIENCE_MS)',
    replace: 'if (databaseSilentMs !== null && databaseSilentMs < 0)',
    tests: METRICS,
  },
  {
    why: 'R3: anybody on the network could read how busy a team is',
    file: 'collab-server/src/http-answers.ts',
    find: "if (path === '/metrics' && isLoopback(from))",
    replace: "if (path === '/metrics' && from !== '')",
    tests: ANSWERS,
  },
  {
    why: 'a peer that vanished would be shown as present for ever',
    file: 'collab-server/src/sync/liveness.ts',
    find: 'return now - this.since > SILENT_MS + (bytesWritten - this.written) / SLOWEST_LINE;',
    replace: 'return now < 0;',
    tests: LIVENESS,
  },
  {
    why: 'somebody who loads a large document over a slow line would be cut off again and again',
    file: 'collab-server/src/sync/liveness.ts',
    find: 'SILENT_MS + (bytesWritten - this.written) / SLOWEST_LINE',
    replace: 'SILENT_MS',
    tests: LIVENESS,
  },
  {
    why: 'a machine that was paused would throw everybody out when it wakes',
    file: 'collab-server/src/sync/liveness.ts',
    find: 'if (now - this.looked > OWN_STALL_MS) this.since = Math.floor(now);',
    replace: '',
    tests: LIVENESS,
  },
  {
    why: 'a thousand connections that came at once would be asked for a sign of life at once, and everybody would wait',
    file: 'collab-server/src/sync/liveness.ts',
    find: 'this.since = Math.floor(now - ahead * ASK_MS);',
    replace: 'this.since = now;',
    tests: LIVENESS,
  },
  {
    why: 'the threads that collect garbage would take the core from people who type',
    file: 'collab-server/src/main.ts',
    find: 'lowerHelperThreads();\n',
    replace: '',
    tests: ['tests/chaos/killed-node.integration.test.ts'],
  },
  {
    why: 'R3: the log would quote the row the database refused',
    file: 'collab-server/src/logger.ts',
    find: '    ...Object.fromEntries(names),',
    replace: '    ...fields,',
    tests: SECRETS,
  },
  {
    why: 'R3: the log would quote what an error’s message quotes',
    file: 'collab-server/src/logger.ts',
    find: 'message: withoutQuotes(error.message)',
    replace: 'message: error.message',
    tests: SECRETS,
  },
  {
    why: 'R3: the log would quote what Yjs could not read of a history',
    file: 'collab-server/src/compaction/merge.ts',
    find: 'error instanceof Error ? error.name : typeof error',
    replace: 'error instanceof Error ? error.message : typeof error',
    tests: BESIDE,
  },
  {
    why: 'R3: the log would hold the words that Redis refused to carry',
    file: 'collab-server/src/adapters/redis-bus.ts',
    find: "logger.warn({ err: error }, 'could not ring the bus; other nodes will poll')",
    replace: "logger.warn({ error }, 'could not ring the bus; other nodes will poll')",
    tests: BESIDE,
  },
  {
    why: 'R3: the log would hold the words a client gave to a key or a mark',
    file: 'collab-server/src/repair/log-name.ts',
    find: 'return isId(name) ? name :',
    replace: 'return length > 0 ? name :',
    tests: SECRETS,
  },
  {
    why: 'a metric would be counted and explained to nobody',
    file: 'collab-server/src/process-metrics.ts',
    find: "metrics.gauge('process_start_time_seconds'",
    replace: "metrics.gauge('process_started_seconds'",
    tests: METRICS,
  },
];
