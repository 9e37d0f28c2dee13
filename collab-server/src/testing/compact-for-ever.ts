import { parseDocumentName } from '@trashfire/shared/document/names';
import pg from 'pg';
import { createPostgresCompaction } from '../adapters/postgres-compaction.ts';
import { compactDocument } from '../compaction/compact-document.ts';
import { MergeThread } from '../compaction/merge-thread.ts';
import { SMALL } from './log-under-test.ts';

/** Compacts one document over and over, a few rows at a time, until it is killed; says a line after each time. */
const [url = '', name = '', keepDays = ''] = process.argv.slice(2);
const document = parseDocumentName(name)?.name;
if (document === undefined) throw new TypeError(`not a document: ${name}`);
const log = createPostgresCompaction(new pg.Pool({ connectionString: url, max: 2 }), Number(keepDays));
const thread = new MergeThread({ ms: 10_000, heapMiB: 256 });
const policy = { ...SMALL, pass: { rows: 7, bytes: 1e6 } };
for (;;) {
  const report = await log.compact(document, (turn) => compactDocument(turn, (job) => thread.merge(job), true, policy));
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
