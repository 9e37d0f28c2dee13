import type { Mutant } from './mutant.ts';

const HOSTILE = ['collab-server/src/hostile.integration.test.ts'];
const RIGHTS = ['collab-server/src/rights.integration.test.ts'];
const SOURCE = ['collab-server/src/adapters/postgres-membership.integration.test.ts'];
const UPGRADE = ['collab-server/src/admission.test.ts', 'collab-server/src/upgrade.integration.test.ts'];
const DOORWAY = ['collab-server/src/doorway.integration.test.ts'];
const QUEUE = ['collab-server/src/commit-queue.test.ts'];
const STORE = ['collab-server/src/store-failure.integration.test.ts'];
const ONCE = ['collab-server/src/write-once.integration.test.ts'];
const REST = ['collab-server/src/rest.integration.test.ts'];
const REPAIR = ['collab-server/src/repair/repair.test.ts'];
const TRACKER = ['shared/src/realtime/save-tracker.test.ts'];
const DEPLOY = ['prisma/src/deploy.integration.test.ts'];
const MEMBERSHIP = 'prisma/migrations/0007_membership_version/migration.sql';
const LOG = ['collab-server/src/adapters/postgres-log.integration.test.ts'];
const EPOCH = ['collab-server/src/room-epoch.test.ts'];
const ROOM = 'collab-server/src/room.ts';

/** What stands between people's words and their loss, on the way into and out of a document. */
export const COLLAB_MUTANTS: readonly Mutant[] = [
  {
    why: 'R1: an edit would be called saved before it is committed',
    file: 'collab-server/src/pending-acks.ts',
    find: 'after > this.committedRows)',
    replace: 'after < 0)',
    tests: STORE,
  },
  {
    why: 'R1: an edit of what a document was would be stored in what it has become',
    file: ROOM,
    find: 'document: this.name, epoch: this.epoch, bytes',
    replace: 'document: this.name, bytes',
    tests: EPOCH,
  },
  {
    why: 'R6: a key of a row that was not written, being of other content, would count as written',
    file: 'prisma/migrations/0006_append_epoch/migration.sql',
    find: 'min(i.ord) FILTER (WHERE NOT i.replaced) OVER',
    replace: 'min(i.ord) OVER',
    tests: LOG,
  },
  {
    why: 'R1: people would write on for a document that was replaced, and nothing of it be stored',
    file: ROOM,
    find: "if (result.state === 'replaced') this.closeAll(CLOSE.epoch, 'document replaced');",
    replace: '',
    tests: EPOCH,
  },
  {
    why: 'R3: somebody removed and let in again with less would keep the rights of before',
    file: MEMBERSHIP,
    find: 'BEFORE INSERT OR UPDATE ON',
    replace: 'BEFORE UPDATE ON',
    tests: RIGHTS,
  },
  {
    why: 'R3: the agent could write what the room sees of rendering, by a raw frame',
    file: 'collab-server/src/admission.ts',
    find: "kind !== 'renders' || claims.actor.kind === 'service'",
    replace: "kind !== 'renders' || claims.actor.kind !== 'person'",
    tests: RIGHTS,
  },
  {
    why: 'R3: whoever was removed would not be among the changed, and stay',
    file: 'collab-server/src/adapters/postgres-membership.ts',
    find: 'm.version IS DISTINCT FROM k.version',
    replace: 'm.version <> k.version',
    tests: SOURCE,
  },
  {
    why: 'R3: the membership of another team would count for this one',
    file: 'collab-server/src/adapters/postgres-membership.ts',
    find: 'm.team_id = k.team AND m.person_id',
    replace: 'm.person_id',
    tests: SOURCE,
  },
  {
    why: 'R3: a membership made anew could carry the version of the one before it',
    file: MEMBERSHIP,
    find: "NEW.version := nextval('membership_version');",
    replace: 'NEW.version := coalesce(OLD.version, 0) + 1;',
    tests: RIGHTS,
  },
  {
    why: 'R3: versions that tickets carry already would be given out again',
    file: MEMBERSHIP,
    find: 'coalesce(max("version"), 0) + 1000',
    replace: '1',
    tests: DEPLOY,
  },
  {
    why: 'R1: a client that owes us content would be told that all is saved',
    file: ROOM,
    find: 'filter(({ member }) => member.owesAll || left.has(member));',
    replace: 'filter(({ member }) => left.has(member));',
    tests: HOSTILE,
  },
  {
    why: 'R1: a room would be forgotten with rows the store has not taken',
    file: 'collab-server/src/pending-acks.ts',
    find: 'this.committedRows === this.queuedRows',
    replace: 'this.committedRows <= this.queuedRows',
    tests: STORE,
  },
  {
    why: 'R1: what somebody only deleted while away would be forgotten by a document at rest',
    file: ROOM,
    find: '!adds && this.replica.hasDeleted(item.update)',
    replace: '!adds',
    tests: REST,
  },
  {
    why: 'R2: what came after the whole was encoded would be kept from newcomers',
    file: 'collab-server/src/replica.ts',
    find: 'this.deletions = null;\n    this.joining = null;',
    replace: 'this.deletions = null;',
    tests: ['collab-server/src/replica.test.ts'],
  },
  {
    why: 'R2: a second author of a tick would not be told of',
    file: 'collab-server/src/fan-out.ts',
    find: 'changes.every((change) => change.sender === first.sender)',
    replace: 'changes.some((change) => change.sender === first.sender)',
    tests: ['collab-server/src/fan-out.test.ts'],
  },
  {
    why: 'R1: two transactions could commit one document out of order',
    file: 'collab-server/src/commit-queue.ts',
    find: 'if (queue.inFlight || queue.commits.length === 0',
    replace: 'if (queue.commits.length === 0',
    tests: QUEUE,
  },
  {
    why: 'R1: a marker of a broken connection would never be sent again',
    file: 'shared/src/realtime/save-tracker.ts',
    find: 'this.marked = this.durable;',
    replace: '',
    tests: TRACKER,
  },
  {
    why: 'R7: clock gaps would reach Yjs, where they cost seconds',
    file: 'collab-server/src/sync/update-guard.ts',
    find: 'clock > (to.get(client) ?? stateOf(client));',
    replace: 'clock < 0;',
    tests: ['collab-server/src/sync/update-guard.test.ts'],
  },
  {
    why: 'R7: one document the store refuses would hold up all others',
    file: 'collab-server/src/commit-queue.ts',
    find: 'if (alone && batch.length > 0) continue;',
    replace: '',
    tests: [...QUEUE, ...STORE],
  },
  {
    why: 'R7: a client could send without end',
    file: 'collab-server/src/connection.ts',
    find: "take(frame.type === 'step1' ? cost + STEP_1_COST : cost, performance.now())",
    replace: 'take(0, performance.now())',
    tests: HOSTILE,
  },
  {
    why: 'R7: somebody who does not read would fill the memory',
    file: 'collab-server/src/connection.ts',
    find: 'if (this.closed || this.reader.slow) return;',
    replace: 'if (this.closed) return;',
    tests: ['collab-server/src/slow-reader.integration.test.ts'],
  },
  {
    why: 'R7: a slow line would be cut for the size of what it missed',
    file: 'collab-server/src/connection.ts',
    find: 'this.reader.allow(parts.reduce((sum, { length }) => sum + length, 0));',
    replace: '',
    tests: ['collab-server/src/slow-reader.integration.test.ts'],
  },
  {
    why: 'R7: a small frame of very many parts would stop a room for half a minute',
    file: 'collab-server/src/sync/update-weight.ts',
    find: 'if (this.added > LIMITS.updateParts) throw new TooHeavy();',
    replace: '',
    tests: ['collab-server/src/sync/update-weight.test.ts'],
  },
  {
    why: 'R5: a script that is too long would shut its writer out of the episode for good',
    file: 'shared/src/document/script-weight.ts',
    find: 'parts <= LIMITS.scriptParts && ',
    replace: '',
    tests: ['collab-server/src/sync/script-weight.test.ts'],
  },
  {
    why: 'R7: many who ask at the same moment would all get in',
    file: 'collab-server/src/places.ts',
    find: 'if (count >= this.cap) return false;',
    replace: '',
    tests: DOORWAY,
  },
  {
    why: 'R7: whoever did not get in would hold a place for ever',
    file: 'collab-server/src/doorway.ts',
    find: 'if (!isIn) this.left(claims);',
    replace: '',
    tests: DOORWAY,
  },
  {
    why: 'R7: a stranger who never closes would keep their socket',
    file: 'collab-server/src/doorway.ts',
    find: "socket.once('finish', () => socket.destroy());",
    replace: '',
    tests: DOORWAY,
  },
  {
    why: 'R7: a person could open sockets without end',
    file: 'collab-server/src/doorway.ts',
    find: 'claims.member === null ? 0 : this.upgrades.take(claims.member);',
    replace: '0;',
    tests: DOORWAY,
  },
  {
    why: 'R7: ever new senders would fill the memory of a limiter',
    file: 'shared/src/realtime/rate-limiter.ts',
    find: 'if (this.buckets.size > this.mostKeys) this.forgetOldest();',
    replace: '',
    tests: ['shared/src/realtime/rate-limiter.test.ts'],
  },
  {
    why: 'R3: a viewer could write',
    file: 'collab-server/src/connection.ts',
    find: 'if (!this.canWrite) {',
    replace: 'if (this.closed) {',
    tests: RIGHTS,
  },
  {
    why: 'R3: any page could open sockets in the name of whoever visits it',
    file: 'collab-server/src/admission.ts',
    find: "if (foreign) return { state: 'refused', status: 403, reason: 'origin' };",
    replace: '',
    tests: UPGRADE,
  },
  {
    why: 'R3: a ticket would open every document',
    file: 'collab-server/src/admission.ts',
    find: "if (claims.doc !== request.document) return { state: 'refused', status: 403, reason: 'document' };",
    replace: '',
    tests: UPGRADE,
  },
  {
    why: 'R3: a removed member would come back with an old ticket',
    file: 'collab-server/src/doorway.ts',
    find: "if (membership === 'revoked') return 403;",
    replace: '',
    tests: UPGRADE,
  },
  {
    why: 'R3: a document of another team would open',
    file: 'collab-server/src/doorway.ts',
    find: 'if (room.team !== claims.team) return',
    replace: 'if (room.team === null) return',
    tests: UPGRADE,
  },
  {
    why: 'R3: a removed member would go on typing',
    file: 'collab-server/src/access-watch.ts',
    find: "if (verdict === 'revoked') connection.end('revoked', 'access revoked');",
    replace: '',
    tests: RIGHTS,
  },
  {
    why: 'R2: an older client would delete what it does not know for everybody',
    file: 'collab-server/src/doorway.ts',
    find: 'if (request.schema < this.deps.schemaVersion) return',
    replace: 'if (request.schema < 0) return',
    tests: UPGRADE,
  },
  {
    why: 'R2: an unknown node would stay in the script',
    file: 'collab-server/src/repair/script.ts',
    find: 'return blockTypeOf(type.nodeName) === null ?',
    replace: 'return type.nodeName === null ?',
    tests: REPAIR,
  },
  {
    why: 'R6: a retried job would write twice',
    file: 'collab-server/src/connection.ts',
    find: "if (this.writeKey === '' || !addsContent(update)) {",
    replace: 'if (update.length > 0) {',
    tests: ONCE,
  },
  {
    why: 'R3: anybody on the network would read how busy the studio is',
    file: 'collab-server/src/http-answers.ts',
    find: `path === '/metrics' && isLoopback(from)`,
    replace: `path === '/metrics'`,
    tests: ['collab-server/src/http-answers.test.ts'],
  },
];
