import type { Mutant } from './mutant.ts';

const SEEDS = ['tests/convergence/simulation/first-half.test.ts'];
const FOUND = ['tests/convergence/simulation/found.test.ts'];
const RETURNING = ['collab-server/src/awareness-returning.test.ts'];
const ROOM = 'collab-server/src/room.ts';
const CONNECTION = 'collab-server/src/connection.ts';
const SESSION = 'shared/src/realtime/document-session.ts';

/** What the simulation sees by itself, by chance and a seed, and what it once found. */
export const SIMULATION_MUTANTS: readonly Mutant[] = [
  {
    why: 'R1: an edit would be called saved before it is in the log',
    file: 'collab-server/src/pending-acks.ts',
    find: 'after > this.committedRows)',
    replace: 'after > Number.MAX_VALUE)',
    tests: SEEDS,
  },
  {
    why: 'R1: a room would be forgotten before all it applied is stored',
    file: 'collab-server/src/pending-acks.ts',
    find: 'return this.committedRows === this.queuedRows;',
    replace: 'return this.committedRows >= 0;',
    tests: SEEDS,
  },
  {
    why: 'R2: a node that missed the bell would show an old document',
    file: 'collab-server/src/room-registry.ts',
    find: `      this.deps.metrics.busLate.add(1);
      void room.catchUp();`,
    replace: '      this.deps.metrics.busLate.add(1);',
    tests: SEEDS,
  },
  {
    why: 'R8: a row would hold the edits of several people under the name of one',
    file: 'collab-server/src/inbox.ts',
    find: 'const own = lastOf.get(item.authorKey) ?? -1;',
    replace: 'const own = groups.length - 1;',
    tests: SEEDS,
  },
  {
    why: 'R1: what a client owes would be called saved before it came',
    file: ROOM,
    find: 'filter(({ member }) => member.owesAll || left.has(member))',
    replace: 'filter(({ member }) => left.has(member))',
    tests: SEEDS,
  },
  {
    why: 'R1: what was on its way when a line broke would never be saved',
    file: 'shared/src/realtime/save-tracker.ts',
    find: 'this.marked = this.durable;',
    replace: '',
    tests: SEEDS,
  },
  {
    why: 'R6: a job that is tried again would write twice',
    file: CONNECTION,
    find: "if (this.writeKey === '' || !addsContent(update)) {",
    replace: 'if (update.length > 0) {',
    tests: SEEDS,
  },
  {
    why: 'R2: two who open a document in the same moment would be in two rooms',
    file: 'collab-server/src/room-registry.ts',
    find: 'let load = this.loading.get(document);',
    replace: 'let load: ReturnType<typeof this.load> | undefined;',
    tests: SEEDS,
  },
  {
    why: 'R3: a person who was taken out would go on typing',
    file: 'collab-server/src/access-watch.ts',
    find: "if (verdict === 'revoked') connection.end('revoked', 'access revoked');",
    replace: '',
    tests: SEEDS,
  },
  {
    why: 'R2: whoever read slowly for a while would never be told what they missed',
    file: CONNECTION,
    find: 'this.ask(this.asked ?? from);',
    replace: '',
    tests: SEEDS,
  },
  {
    why: 'R2: whoever read slowly from the first moment on would never be sent the document',
    file: 'collab-server/src/sync/slow-reader.ts',
    find: 'this.since = stateVector;',
    replace: '',
    tests: FOUND,
  },
  {
    why: 'R2: whoever left would stay on everybody’s screen',
    file: ROOM,
    find: 'if (this.awareness.leave(member)) this.scheduleAwareness();',
    replace: '',
    tests: SEEDS,
  },
  {
    why: 'R6: what an agent writes beside a job would use up the job’s key',
    file: SESSION,
    find: 'if (once?.writing !== true) this.send',
    replace: 'if (once === null) this.send',
    tests: FOUND,
  },
  {
    why: 'R6: work that was refused would go out without its key once it may be written again',
    file: SESSION,
    find: "        this.end(CLOSE.readOnly, CLOSE_TEXT[CLOSE.readOnly] ?? '');\n        throw error;",
    replace: '        throw error;',
    tests: FOUND,
  },
  {
    why: 'R5: a viewer would be thrown out for what Yjs tidies up by itself',
    file: CONNECTION,
    find: 'if (!addsContent(update)) return;',
    replace: '',
    tests: FOUND,
  },
  {
    why: 'R1: what a viewer sends would be called durable',
    file: CONNECTION,
    find: 'if (this.canWrite) this.room.pushMarker(this, frame.n);',
    replace: 'this.room.pushMarker(this, frame.n);',
    tests: FOUND,
  },
  {
    why: 'R5: content that a broken connection left waiting would shut its holder out',
    file: SESSION,
    find: 'if (decoding.peekVarUint(decoder) === SYNC_STEP_1) dropWaiting(this.doc);',
    replace: '',
    tests: FOUND,
  },
  {
    why: 'R5: a plain client that holds such content would never come back',
    file: CONNECTION,
    find: "if (complete) this.refuse('incomplete',",
    replace: "if (complete) this.refuse('malformed',",
    tests: FOUND,
  },
  {
    why: 'R6: a node that has drained would linger',
    file: 'collab-server/src/at-most.ts',
    find: '  clearTimeout(timer);\n',
    replace: '',
    tests: FOUND,
  },
  {
    why: 'R6: a program whose session is closed would linger',
    file: SESSION,
    find: '    clearTimeout(this.ticketTimer);\n',
    replace: '',
    tests: ['shared/src/realtime/document-session.test.ts'],
  },
  {
    why: 'R5: whoever undoes would be shut out of the document',
    file: 'collab-server/src/sync/integration-work.ts',
    find: "if (list.sub !== null || list.type?._item === null) this.stop = 'out of order';",
    replace: "if (list.depth >= 0) this.stop = 'out of order';",
    tests: FOUND,
  },
  {
    why: 'R2: what undo brings back between neighbours that never were would make replicas differ',
    file: ROOM,
    find: '    this.renewLists();\n',
    replace: '',
    tests: FOUND,
  },
  {
    why: 'R2: a client that was told it had left would stay unseen when it is back',
    file: 'collab-server/src/awareness.ts',
    find: ' && isAsShown(text);',
    replace: ';',
    tests: RETURNING,
  },
];
