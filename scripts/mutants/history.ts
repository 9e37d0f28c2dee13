import type { Mutant } from './mutant.ts';

const API = ['tests/api/history.integration.test.ts'];
const UNDO = ['shared/src/document/history/undo-run.test.ts'];
const THREADS = ['api/src/features/history/threads.test.ts'];
const MIGRATION = 'prisma/migrations/0003_versions/migration.sql';
const TRACE = 'shared/src/document/history/run-trace.ts';

/** What stands between people's work and its loss by a restore, an undo, a trimmed log or a deletion (SPEC H). */
export const HISTORY_MUTANTS: readonly Mutant[] = [
  {
    why: 'H1: a state whose rows were trimmed would be shown with holes in it',
    file: 'api/src/features/history/log-reader.ts',
    find: 'return packer.rows === to - after ? packer.finish() : null;',
    replace: 'return packer.finish();',
    tests: API,
  },
  {
    why: 'R1: marks that two people set at once would be gone from what is read of the log row by row',
    file: 'shared/src/document/keep-formatting.ts',
    find: 'transaction._needFormattingCleanup = false;',
    replace: '',
    tests: ['shared/src/document/history/replay.test.ts'],
  },
  {
    why: 'R1: marks that two people set at once would be gone from what the agent and the plan read',
    file: 'api/src/features/documents/reader.ts',
    find: '  keepFormatting(doc);\n',
    replace: '',
    tests: ['api/src/features/documents/reader.integration.test.ts'],
  },
  {
    why: 'H7: a change the room has and the log has not would be called done (R1)',
    file: 'api/src/features/history/send-update.ts',
    find: ', unsaved: true });',
    replace: ' });',
    tests: ['tests/api/history-stored.integration.test.ts'],
  },
  {
    why: 'H2: a named version would be lost with the log',
    file: MIGRATION,
    find: 'IF FOUND THEN RETURN NULL; END IF;',
    replace: '',
    tests: API,
  },
  {
    why: 'H2: several people naming at once would pass the limit together',
    file: 'api/src/features/history/versions.ts',
    find: ' FOR NO KEY UPDATE',
    replace: '',
    tests: API,
  },
  {
    why: 'H4: a block that stays would be written anew, and what others type into it lost',
    file: 'shared/src/document/history/patch-script.ts',
    find: 'elements.filter((element) => !staying.has(element)),',
    replace: 'elements,',
    tests: ['shared/src/document/history/restore.test.ts'],
  },
  {
    why: 'H5: words of people inside a block of the run would go with it',
    file: 'shared/src/document/history/script-without-run.ts',
    find: 'if (!written && !set) return null;',
    replace: 'return null;',
    tests: UNDO,
  },
  {
    why: 'H5: what the run deleted would not come back',
    file: 'shared/src/document/history/script-without-run.ts',
    find: '!trace.inserted.has(id) && (!deleted || trace.lost.has(id));',
    replace: '!trace.inserted.has(id) && !deleted;',
    tests: UNDO,
  },
  {
    why: 'H5: a record people worked on would go because a run made it',
    file: TRACE,
    find: 'if (this.before.get(parent)?.delete(id) === true) {',
    replace: 'if (this.before.get(parent)?.has(field) === true) {',
    tests: UNDO,
  },
  {
    why: 'H5: a field somebody set since would go back to before the run',
    file: TRACE,
    find: 'else if (this.before.get(type)?.delete(field) === true)',
    replace: 'else if (this.before.get(type)?.has(field) === true)',
    tests: UNDO,
  },
  {
    why: 'H5: a run that goes on would write over its own undo',
    file: 'api/src/features/history/undo-run.ts',
    find: "if (run.state === 'queued' || run.state === 'running') {",
    replace: "if (run.state === 'queued') {",
    tests: API,
  },
  {
    why: 'R3: anybody who knows the number of a run could undo it in another team',
    file: 'api/src/features/history/undo-run.ts',
    find: 'where: { id: runId, teamId: viewer.teamId }',
    replace: 'where: { id: runId }',
    tests: API,
  },
  {
    why: 'H7: a restore that was cut off would be called made and never be',
    file: 'api/src/features/history/changes.ts',
    find: 'if (row.bytes !== null) await',
    replace: 'if (row.bytes === null) await',
    tests: API,
  },
  {
    why: 'H7: two people who restore at once would bring everything back twice',
    file: 'api/src/features/history/restore.ts',
    find: 'deps.lock(document, inTurn)',
    replace: 'inTurn()',
    tests: API,
  },
  {
    why: 'H8: a node that had it open would write a snapshot of a deleted document back',
    file: MIGRATION,
    find: 'd.id = NEW.document_id AND d.deleted_at IS NULL FOR KEY SHARE',
    replace: 'd.id = NEW.document_id FOR KEY SHARE',
    tests: API,
  },
  {
    why: 'H8: a snapshot on its way while its document is deleted would stay for ever',
    file: MIGRATION,
    find: ' FOR KEY SHARE;',
    replace: ';',
    tests: API,
  },
  {
    why: 'H8: what is removed from the trash would be hidden and kept',
    file: 'api/src/features/history/erasure.ts',
    find: 'await purgeDocuments(pool, documents);',
    replace: 'await purgeDocuments(pool, []);',
    tests: API,
  },
  {
    why: 'H8: rooms of a deleted document would go on until their node happens to look',
    file: 'api/src/features/history/erasure.ts',
    find: "deleted: (documents) => ring(documents.map((document) => ({ kind: 'document', document }))),",
    replace: 'deleted: () => undefined,',
    tests: API,
  },
  {
    why: 'H8: what lies in the trash would be removed before its 30 days',
    file: 'api/src/features/history/erasure.ts',
    find: 'now().getTime() - KEPT_MS)',
    replace: 'now().getTime())',
    tests: API,
  },
  {
    why: 'H8: an episode given back would take the number of another',
    file: 'api/src/features/series/trash.ts',
    find: 'const last = taken === 0 ? null',
    replace: 'const last = taken >= 0 ? null',
    tests: ['tests/api/series.integration.test.ts'],
  },
  {
    why: 'H4: a state that cannot be reached word by word would be brought back wrong',
    file: 'shared/src/document/history/forward.ts',
    find: 'doc.transact(() => replaceDiffering(doc, wanted.script));',
    replace: '',
    tests: ['shared/src/document/history/restore.test.ts'],
  },
  {
    why: 'R7: one document could hold a thread for ever',
    file: 'api/src/features/history/threads.ts',
    find: "const timer = setTimeout(() => fail(new AppError('too-large', TOO_LONG)), limits.jobMs);",
    replace: 'const timer = setTimeout(() => undefined, limits.jobMs);',
    tests: THREADS,
  },
  {
    why: 'R7: computations would pile up without end',
    file: 'api/src/features/history/threads.ts',
    find: 'if (queue.length >= limits.waiting) {',
    replace: 'if (queue.length < 0) {',
    tests: THREADS,
  },
];
