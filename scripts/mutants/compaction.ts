import type { Mutant } from './mutant.ts';

const MERGE = ['collab-server/src/compaction/merge.test.ts'];
const THREAD = ['collab-server/src/compaction/merge-thread.test.ts'];
const COMPACTOR = ['collab-server/src/compaction/compactor.test.ts'];
const LIVES = ['collab-server/src/compaction/compaction.property.test.ts'];
const MEMORY = ['collab-server/src/testing/memory-log.test.ts'];
const POSTGRES = ['collab-server/src/adapters/postgres-log.integration.test.ts'];
const FIRE = ['collab-server/src/compaction.integration.test.ts'];
const LOG = ['prisma/src/document-log.integration.test.ts'];
const APPEND = 'prisma/migrations/0006_append_epoch/migration.sql';
const DOCUMENT = 'collab-server/src/compaction/compact-document.ts';
const TURN = 'collab-server/src/adapters/postgres-turn.ts';

/** What stands between a document's history and its loss when the log is merged and cut. */
export const COMPACTION_MUTANTS: readonly Mutant[] = [
  {
    why: 'R1: a merged state that waits for content it lacks would take the place of the rows',
    file: 'collab-server/src/compaction/merge.ts',
    find: `if (wanted.waiting || got.waiting) return 'missing content';`,
    replace: '',
    tests: MERGE,
  },
  {
    why: 'R1: a merged state with other edits would take the place of the rows',
    file: 'collab-server/src/compaction/merge.ts',
    find: `if (!equalClocks(wanted.snapshot.sv, got.snapshot.sv)) return 'state vector';`,
    replace: '',
    tests: MERGE,
  },
  {
    why: 'R1: a merged state in which deleted words are back would take the place of the rows',
    file: 'collab-server/src/compaction/merge.ts',
    find: `if (!Y.equalSnapshots(wanted.snapshot, got.snapshot)) return 'deletions';`,
    replace: '',
    tests: MERGE,
  },
  {
    why: 'R1: a merged state with other words would take the place of the rows',
    file: 'collab-server/src/compaction/merge.ts',
    find: `return wanted.digest === got.digest ? null : 'content';`,
    replace: 'return null;',
    tests: MERGE,
  },
  {
    why: 'R2: merging would tidy up formatting, and snapshots hold deletions that no row has',
    file: 'collab-server/src/compaction/merge.ts',
    find: 'doc.transact(() => {\n    for (const update of updates) Y.applyUpdate(doc, update);\n  });',
    replace: 'for (const update of updates) Y.applyUpdate(doc, update);',
    tests: MERGE,
  },
  {
    why: 'R7: a merge without end would hold up all others for ever',
    file: 'collab-server/src/compaction/merge-thread.ts',
    find: 'setTimeout(() => void this.giveUp(late), this.limits.ms);',
    replace: 'setTimeout(() => undefined, this.limits.ms);',
    tests: THREAD,
  },
  {
    why: 'R7: a merge could take all the memory of the process',
    file: 'collab-server/src/compaction/merge-thread.ts',
    find: 'resourceLimits: { maxOldGenerationSizeMb: this.limits.heapMiB },',
    replace: '',
    tests: THREAD,
  },
  {
    why: 'R1: rows younger than the retention would be given up',
    file: DOCUMENT,
    find: 'Math.min(expired, newest - keptRows)',
    replace: 'newest - keptRows',
    tests: LIVES,
  },
  {
    why: 'R1: the newest rows would be given up, and whoever fell behind read the whole document again',
    file: DOCUMENT,
    find: 'Math.min(expired, newest - keptRows)',
    replace: 'expired',
    tests: MEMORY,
  },
  {
    why: 'R1: a named version would be gone with its rows',
    file: DOCUMENT,
    find: 'pins.filter((seq) => seq < last)',
    replace: 'pins.filter((seq) => seq < 0)',
    tests: LIVES,
  },
  {
    why: 'R1: who wrote what would be forgotten when rows are given up',
    file: DOCUMENT,
    find: 'authors: trim.authors });',
    replace: 'authors: [] });',
    tests: LIVES,
  },
  {
    why: 'R1: a history with a gap would be merged as if it were whole',
    file: DOCUMENT,
    find: '(start?.seq ?? 0) === from && last !== undefined && last.seq === from + rows.length ? last.seq : null;',
    replace: 'last?.seq ?? null;',
    tests: MEMORY,
  },
  {
    why: 'R7: a document that cannot be merged would be tried at every edit',
    file: 'collab-server/src/compaction/tail-counts.ts',
    find: 'if (refused !== null) this.wait(count, this.threshold);',
    replace: 'if (refused !== null) count.demanded = false;',
    tests: COMPACTOR,
  },
  {
    why: 'R7: what a node that died left unmerged would wait for its page among thousands of documents',
    file: 'collab-server/src/compaction/compactor.ts',
    find: 'this.take(await this.deps.log.longestTails(queued, tail));',
    replace: 'this.take((await this.deps.log.longestTails(queued, tail)).slice(1));',
    tests: COMPACTOR,
  },
  {
    why: 'R7: with more long tails than are taken at once, the longest might never be among them',
    file: 'collab-server/src/adapters/postgres-compaction.ts',
    find: 'ORDER BY d.head_seq - s.seq DESC, d.id LIMIT $3`',
    replace: 'ORDER BY d.id LIMIT $3`',
    tests: POSTGRES,
  },
  {
    why: 'R7: a short tail of heavy rows would never be merged',
    file: 'collab-server/src/adapters/postgres-compaction.ts',
    find: 'ELSE (SELECT sum(octet_length(bytes)) >= $2 FROM',
    replace: 'ELSE (SELECT sum(octet_length(bytes)) < 0 FROM',
    tests: POSTGRES,
  },
  {
    why: 'R7: the queue of documents to merge would grow without end',
    file: 'collab-server/src/compaction/compactor.ts',
    find: 'if (this.closed || this.queue.size >= this.options.queued) return;',
    replace: 'if (this.closed) return;',
    tests: COMPACTOR,
  },
  {
    why: 'R6: two nodes would compact one document together',
    file: 'collab-server/src/adapters/postgres-compaction.ts',
    find: "rows[0]?.mine === true ? await work(new PostgresTurn(client, document, keepDays)) : 'busy';",
    replace: 'await work(new PostgresTurn(client, document, keepDays));',
    tests: POSTGRES,
  },
  {
    why: 'R1: what a broken compaction had done would stay half done',
    file: 'collab-server/src/adapters/postgres-compaction.ts',
    find: "await client.query('BEGIN');",
    replace: '',
    tests: POSTGRES,
  },
  {
    why: 'R7: a connection that breaks while merging would end the process',
    file: 'collab-server/src/adapters/postgres-compaction.ts',
    find: "client.on('error', broken);",
    replace: '',
    tests: FIRE,
  },
  {
    why: 'R1: the log would begin where no snapshot is, and nothing before could be read',
    file: TURN,
    find: 'if (rowCount !== 1) throw new Error',
    replace: 'if (rowCount === null) throw new Error',
    tests: POSTGRES,
  },
  {
    why: 'R6: a job retried after its row was given up would write twice',
    file: TURN,
    find: 'FROM gone WHERE write_key IS NOT NULL',
    replace: 'FROM gone WHERE false',
    tests: POSTGRES,
  },
  {
    why: 'R1: the snapshot the log begins at would be dropped',
    file: TURN,
    find: 'WHERE document_id = $1 AND seq <> $2 AND seq < (',
    replace: 'WHERE document_id = $1 AND seq <> $2 - 1000000 AND seq < (',
    tests: POSTGRES,
  },
  {
    why: 'R1: a damaged snapshot would be opened as the document',
    file: 'prisma/src/document-log.ts',
    find: 'ORDER BY seq DESC OFFSET 0\n  ) AS newest WHERE $',
    replace: 'ORDER BY seq DESC OFFSET 0\n  ) AS newest WHERE true OR $',
    tests: LOG,
  },
  {
    why: 'R1: part of a document would be shown as the whole, and built upon',
    file: 'prisma/src/document-log.ts',
    find: 'if (toSeq === undefined && reachOf(stored) !== stored.head) {',
    replace: 'if (toSeq === undefined && reachOf(stored) < 0) {',
    tests: [...LOG, ...POSTGRES],
  },
  {
    why: 'R7: whoever writes would wait for a compaction of the same document',
    file: APPEND,
    find: 'ORDER BY d.id FOR NO KEY UPDATE;',
    replace: 'ORDER BY d.id FOR UPDATE;',
    tests: [...LOG, ...POSTGRES],
  },
  {
    why: 'R6: a row that was given up would be written again by its retried job',
    file: APPEND,
    find: '(SELECT w.seq FROM doc_write_key w WHERE w.document_id = i.doc AND w.write_key = i.key)',
    replace: 'NULL',
    tests: LOG,
  },
  {
    why: 'R3: a deleted document would go on being read by range',
    file: 'collab-server/src/adapters/postgres-log.ts',
    find: 'head.deleted || ',
    replace: '',
    tests: POSTGRES,
  },
];
