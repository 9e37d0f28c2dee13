import type { Mutant } from './mutant.ts';

const TRACKER = ['shared/src/realtime/save-tracker.test.ts'];
const SESSION = ['shared/src/realtime/document-session.test.ts'];
const OUTBOX = ['shared/src/realtime/outbox.test.ts'];
const PRESENCE = ['shared/src/realtime/presence-sender.test.ts'];
const CHANCE = ['shared/src/realtime/session-promises.test.ts'];
const VERSIONS = ['collab-server/src/versions.integration.test.ts'];
const LATE = ['shared/src/document/migrations/late-edits.test.ts'];
const COPIES = ['client/src/collab/copies.test.ts'];
const FOLLOWER = ['client/src/collab/copy-follower.test.ts'];
const DOCUMENT_SESSION = 'shared/src/realtime/document-session.ts';
const SAVE_TRACKER = 'shared/src/realtime/save-tracker.ts';
const OUTBOX_FILE = 'shared/src/realtime/outbox.ts';
const REGISTRY = 'collab-server/src/room-registry.ts';
const POSTGRES_LOG = 'collab-server/src/adapters/postgres-log.ts';

/** What a session, a browser's copy and two releases side by side promise. */
export const SESSION_MUTANTS: readonly Mutant[] = [
  {
    why: 'R1: a marker would cover what still waits to be sent',
    file: SAVE_TRACKER,
    find: 'this.markers.push({ n, edits: this.sent,',
    replace: 'this.markers.push({ n, edits: this.edits,',
    tests: TRACKER,
  },
  {
    why: 'R1: what somebody wrote when they could would be called saved once they may only look',
    file: SAVE_TRACKER,
    find: "this.initial = kept === 'unknown' ? 1 : 0;",
    replace: "this.initial = kept === 'none' ? 0 : 1;",
    tests: SESSION,
  },
  {
    why: 'whoever a restarting server sends away would wait longer after each try that meets it again',
    file: DOCUMENT_SESSION,
    find: 'this.restarting ||= code === CLOSE.restart;',
    replace: '',
    tests: SESSION,
  },
  {
    why: 'after one restart a window would try without growing patience for ever',
    file: DOCUMENT_SESSION,
    find: '[this.attempt, this.restarting] = [0, false];',
    replace: 'this.attempt = 0;',
    tests: SESSION,
  },
  {
    why: 'R1: a window would send without end what is too big for the socket, and say nothing',
    file: 'shared/src/realtime/reconnect.ts',
    find: 'return code === MESSAGE_TOO_BIG ? CLOSE.tooLarge : code;',
    replace: 'return code;',
    tests: SESSION,
  },
  {
    why: 'R1: what was on its way when the line broke would count as sent',
    file: SAVE_TRACKER,
    find: '    this.sent = this.durable;\n',
    replace: '',
    tests: TRACKER,
  },
  {
    why: 'R1: an edit would be counted and never sent',
    file: DOCUMENT_SESSION,
    find: 'if (this.asked) this.outbox.add(update, transaction);',
    replace: '',
    tests: CHANCE,
  },
  {
    why: 'R1: what was written in the turn in which a session is destroyed would stay here',
    file: DOCUMENT_SESSION,
    find: `    this.outbox.flushNow();
    this.end(1000`,
    replace: '    this.end(1000',
    tests: SESSION,
  },
  {
    why: 'R2: content of an earlier epoch would flow into what replaced it',
    file: DOCUMENT_SESSION,
    find: 'if (this.state.epoch !== null && this.state.epoch !== epoch) {',
    replace: 'if (epoch < 0) {',
    tests: SESSION,
  },
  {
    why: 'a person would wait for ever for edits that a reader’s connection never sends',
    file: 'shared/src/realtime/session-waiters.ts',
    find: 'else if (readOnly && waiter.writes) waiter.reject',
    replace: 'else if (readOnly && !waiter.writes) waiter.reject',
    tests: SESSION,
  },
  {
    why: 'a window would send what the server throws it out for, at every reconnect',
    file: DOCUMENT_SESSION,
    find: 'if (bytes > LIMITS.frameBytes) {',
    replace: 'if (bytes < 0) {',
    tests: SESSION,
  },
  {
    why: 'R7: a slow line would pile up edits in memory',
    file: OUTBOX_FILE,
    find: 'bufferedAmount <= (this.holding ? BUFFER_LOW_BYTES : BUFFER_HIGH_BYTES) && ',
    replace: 'bufferedAmount >= 0 && ',
    tests: OUTBOX,
  },
  {
    why: 'R7: a server that cannot store would be sent more and more',
    file: OUTBOX_FILE,
    find: 'this.deps.unanswered() <= UNANSWERED_BYTES',
    replace: 'this.deps.unanswered() >= 0',
    tests: OUTBOX,
  },
  {
    why: 'a program that writes fast would be thrown out for too many messages',
    file: OUTBOX_FILE,
    find: ' || !this.frames.take(1, performance.now())',
    replace: '',
    tests: OUTBOX,
  },
  {
    why: 'after a wait everybody else’s edits would be sent back',
    file: OUTBOX_FILE,
    find: 'if (clock !== (beforeState.get(client) ?? 0)) this.from.set(client, clock);',
    replace: 'if (clock < 0) this.from.set(client, beforeState.get(client) ?? 0);',
    tests: OUTBOX,
  },
  {
    why: 'each move of a cursor would come back from everybody in the room',
    file: 'shared/src/realtime/presence-sender.ts',
    find: 'if (![added, updated, removed].some((clients) => clients.includes(own))) return;',
    replace: 'if (![added, updated, removed].some((clients) => clients.length > own * 0)) return;',
    tests: PRESENCE,
  },
  {
    why: 'a dead line would pass for a quiet one',
    file: 'shared/src/realtime/line-watch.ts',
    find: 'if (now - this.probed > ANSWER_MS) this.deps.onDead();',
    replace: 'if (now < this.probed) this.deps.onDead();',
    tests: SESSION,
  },
  {
    why: 'R2: an older node would go on serving what a newer program wrote',
    file: REGISTRY,
    find: 'else if (this.isNewer(head)) void this.handOver(room);',
    replace: '',
    tests: VERSIONS,
  },
  {
    why: 'R1: an older node would send its people away before their edits are stored',
    file: REGISTRY,
    find: 'await atMost(HAND_OVER_MS, this.deps.commits.drained(room.name));',
    replace: '',
    tests: VERSIONS,
  },
  {
    why: 'R2: an older node would show what a newer program wrote to windows that damage it',
    file: POSTGRES_LOG,
    find: 'if (head.schemaVersion > schemaVersion) throw',
    replace: 'if (head.schemaVersion < 0) throw',
    tests: VERSIONS,
  },
  {
    why: 'R2: what a newer program wrote would reach windows of an older one over the bus',
    file: 'collab-server/src/nodes/node-link.ts',
    find: ' && schema <= this.schema',
    replace: ' && schema > 0',
    tests: VERSIONS,
  },
  {
    why: 'R2: no older program would ever learn that a newer one has written',
    file: POSTGRES_LOG,
    find: 'if (older.length > 0) await raiseSchemaVersion(pool, older, schemaVersion);',
    replace: '',
    tests: VERSIONS,
  },
  {
    why: 'a newer window would stay on a node that does not understand it',
    file: 'collab-server/src/doorway.ts',
    find: 'if (request.schema > this.deps.schemaVersion) return',
    replace: 'if (request.schema < 0) return',
    tests: VERSIONS,
  },
  {
    why: 'R9: an older api would plan and draw from a newer document with parts missing',
    file: 'api/src/features/documents/reader.ts',
    find: 'if (schemaVersion <= DOCUMENT_SCHEMA_VERSION) return;',
    replace: 'if (schemaVersion > 0) return;',
    tests: ['api/src/features/documents/reader.integration.test.ts'],
  },
  {
    why: 'a shot would vanish when people undo edits of two programs',
    file: 'shared/src/document/fit-record.ts',
    find: 'return again.success ? again : result;',
    replace: 'return result;',
    tests: LATE,
  },
  {
    why: 'R1: a replaced document’s new content would come to lie among what was written before',
    file: 'client/src/collab/copies.ts',
    find: 'return notes?.replaced === true ? { name, turn: newest.turn + 1 } : newest;',
    replace: 'return newest;',
    tests: COPIES,
  },
  {
    why: 'R1: words written before a document was replaced would be deleted in silence',
    file: 'client/src/collab/copies.ts',
    find: `for (const copy of aside) if (savedState(await copies.notes(person, copy)) === 'saved')`,
    replace: 'for (const copy of aside)',
    tests: COPIES,
  },
  {
    why: 'R1: a replaced document’s copy would be opened again as if it were of the new content',
    file: 'client/src/collab/copy-follower.ts',
    find: 'if (replaced) this.#copy.note(REPLACED, 1);',
    replace: '',
    tests: FOLLOWER,
  },
  {
    why: 'an older window would read what a newer program writes beside it, and take out what it does not know',
    file: 'client/src/collab/copy-follower.ts',
    find: ' || closeReason?.code === CLOSE.clientOutdated',
    replace: '',
    tests: FOLLOWER,
  },
  {
    why: 'a wanted page could be one of another place, and signing in would lead there',
    file: 'client/src/features/session/model/wanted.ts',
    find: "url.origin !== origin || url.pathname.startsWith('//') ||",
    replace: '',
    tests: ['client/src/features/session/model/wanted.test.ts'],
  },
];
