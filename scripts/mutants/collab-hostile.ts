import type { Mutant } from './mutant.ts';

const STALL = ['collab-server/src/stall.test.ts'];
const HOSTILE = ['collab-server/src/hostile.test.ts'];
const GUARD = ['collab-server/src/sync/update-guard.test.ts'];
const WORK = ['collab-server/src/sync/integration-work.test.ts'];
const REPAIR = ['collab-server/src/repair/repair.test.ts'];
const FUZZ = ['collab-server/src/hostile-fuzz.test.ts'];
const BROKEN = ['collab-server/src/broken.test.ts'];
const KEYED = ['collab-server/src/keyed-write.test.ts'];
const OWNERS = ['collab-server/src/client-owners.test.ts'];
const REPLICA = ['collab-server/src/replica.test.ts'];
const UNREAD = ['collab-server/src/unread-presence.test.ts'];
const REQUESTS = ['collab-server/src/sync-requests.test.ts'];
const GUARD_FILE = 'collab-server/src/sync/update-guard.ts';
const WORK_FILE = 'collab-server/src/sync/integration-work.ts';
const WEIGHT_FILE = 'collab-server/src/sync/update-weight.ts';

/** What stands between hostile input and those who work in the same room. */
export const COLLAB_HOSTILE_MUTANTS: readonly Mutant[] = [
  {
    why: 'R7: each write to a full document would pay for a measurement of all of it',
    file: 'collab-server/src/document-size.ts',
    find: 'if (now - this.measuredAt < MEASURE_MS) return true;',
    replace: '',
    tests: ['collab-server/src/document-size.test.ts'],
  },
  {
    why: 'R7: parts that all want one place would hold the loop for seconds',
    file: WORK_FILE,
    find: "if (this.steps > LIMITS.updateConflicts) this.stop = 'too heavy';",
    replace: '',
    tests: WORK,
  },
  {
    why: 'R2: neighbours the wrong way round would make replicas differ',
    file: WORK_FILE,
    find: 'if (right !== null && at === null) this.misplace(node);',
    replace: '',
    tests: WORK,
  },
  {
    why: 'R2: places nobody can have seen so would make replicas differ',
    file: WORK_FILE,
    find: 'if (seen) this.misplace(node);',
    replace: '',
    tests: FUZZ,
  },
  {
    why: 'R7: types inside types would end the stack and the process',
    file: WORK_FILE,
    find: "list.depth >= LIMITS.nestedTypes) this.stop = 'too deep';",
    replace: 'list.depth >= 1e9) return;',
    tests: WORK,
  },
  {
    why: 'R7: names of roots would fill the memory for ever',
    file: WORK_FILE,
    find: "!doc.share.has(struct.parent)) this.stop = 'no place';",
    replace: '!doc.share.has(struct.parent)) continue;',
    tests: STALL,
  },
  {
    why: 'R6: an edit that waits for what is not here would be committed, and never shown',
    file: WORK_FILE,
    find: 'this.waits = true;',
    replace: '',
    tests: KEYED,
  },
  {
    why: 'R6: an edit that deletes what is not here would be committed, and its deletion never shown',
    file: GUARD_FILE,
    find: 'waits: waits || deletesAhead(ds.clients, to, doc)',
    replace: 'waits',
    tests: KEYED,
  },
  {
    why: 'R6: an edit that waits for what is not here would be committed though that was seen',
    file: 'collab-server/src/keyed-write.ts',
    find: 'return !places.waits;',
    replace: 'return true;',
    tests: KEYED,
  },
  {
    why: 'R6: an edit that Yjs throws on would be committed, and the document never open again',
    file: WORK_FILE,
    find: "if (begun > 0 && left?.list !== list) this.stop = 'out of order';",
    replace: '',
    tests: KEYED,
  },
  {
    why: 'R1: what somebody writes would be taken for known, because another wrote under their client id',
    file: 'collab-server/src/client-owners.ts',
    find: '(known ?? (this.holderOf(client)?.actor || actor)) !== actor',
    replace: '(this.holderOf(client)?.actor || actor) !== actor',
    tests: OWNERS,
  },
  {
    why: 'R1: what a newcomer writes first would be taken for known, because another wrote under their client id',
    file: 'collab-server/src/client-owners.ts',
    find: '(known ?? (this.holderOf(client)?.actor || actor)) !== actor',
    replace: '(known ?? actor) !== actor',
    tests: OWNERS,
  },
  {
    why: 'R1: what somebody writes would be taken for known, because another answered with content under their client id',
    file: 'collab-server/src/client-owners.ts',
    find: '!holder.settled || holder.actor === actor',
    replace: 'holder.actor !== null',
    tests: OWNERS,
  },
  {
    why: 'R1: what a peer brings back before its author does would be refused, and the peer sent away',
    file: 'collab-server/src/client-owners.ts',
    find: '!holder.settled || holder.actor === actor',
    replace: 'holder.actor === actor',
    tests: OWNERS,
  },
  {
    why: 'R1: what only peers hold after a node died would not come back',
    file: 'collab-server/src/connection.ts',
    find: '...slice, answer, complete: complete && last',
    replace: '...slice, answer: last ? answer : null, complete: complete && last',
    tests: OWNERS,
  },
  {
    why: 'R1: an answer with a hole would be called stored when its last slice fits',
    file: 'collab-server/src/inbox.ts',
    find: 'if (answer !== null) answer.whole = false;',
    replace: '',
    tests: ['collab-server/src/answer-in-slices.test.ts'],
  },
  {
    why: 'R1: an answer with a hole would be asked for without end',
    file: 'collab-server/src/inbox.ts',
    find: 'if (answer?.whole === false) member.askForAll(true);\n  else',
    replace: '',
    tests: ['collab-server/src/answer-in-slices.test.ts'],
  },
  {
    why: 'R7: client ids that nobody uses any more would fill the memory',
    file: 'collab-server/src/client-owners.ts',
    find: 'if (own.size <= MOST_CLIENTS || oldest === undefined) return;',
    replace: 'if (own.size > 0) return;',
    tests: OWNERS,
  },
  {
    why: 'R7: actors who left long ago would fill the memory',
    file: 'collab-server/src/client-owners.ts',
    find: 'if (this.clients.size > MOST_ACTORS && oldest !== undefined) this.forget(oldest);',
    replace: '',
    tests: OWNERS,
  },
  {
    why: 'R7: deletions that overlap would cost their product',
    file: GUARD_FILE,
    find: "if (clock < end) return 'deletions out of order';",
    replace: '',
    tests: GUARD,
  },
  {
    why: 'R7: a formatted text that is deleted would hold the loop',
    file: GUARD_FILE,
    find: 'if (count > LIMITS.textDeletions) return true;',
    replace: '',
    tests: STALL,
  },
  {
    why: 'R7: values inside values would end the stack in the middle of a room',
    file: WEIGHT_FILE,
    find: "if (depth > LIMITS.valueDepth) throw new RangeError('values inside values');",
    replace: '',
    tests: STALL,
  },
  {
    why: 'R7: very many marks would cost their product with the length of a text',
    file: WEIGHT_FILE,
    find: 'if (this.marks.size > LIMITS.updateMarks) throw new TooHeavy();',
    replace: '',
    tests: STALL,
  },
  {
    why: 'R7: updates of the other format would be taken for empty ones',
    file: WEIGHT_FILE,
    find: 'if (decoding.hasContent(this.decoder)) throw',
    replace: 'if (this.added < 0) throw',
    tests: HOSTILE,
  },
  {
    why: 'R7: a large update would come in in one turn',
    file: 'collab-server/src/sync/slice-update.ts',
    find: 'if (parts <= LIMITS.tickParts) return',
    replace: 'if (parts > 0) return',
    tests: ['collab-server/src/sync/slice-update.test.ts'],
  },
  {
    why: 'R2: code would stay in the marks of a new block',
    file: 'collab-server/src/repair/script.ts',
    find: 'return markFits(content.key, content.value) ? null',
    replace: 'return content.key !== null ? null',
    tests: REPAIR,
  },
  {
    why: 'R1: half of an update Yjs threw on would be stored',
    file: 'collab-server/src/room.ts',
    find: 'if (this.broken) return;',
    replace: '',
    tests: BROKEN,
  },
  {
    why: 'R7: sync requests that come in one read would hold the loop for their sum',
    file: 'collab-server/src/connection.ts',
    find: '    this.deps.answers.add(this);',
    replace: '    this.answer();',
    tests: REQUESTS,
  },
  {
    why: 'R7: sync requests of everybody after a restart would hold the loop for their sum',
    file: 'collab-server/src/sync/answer-queue.ts',
    find: 'if (performance.now() - began > TURN_MS) {',
    replace: 'if (began < 0) {',
    tests: REQUESTS,
  },
  {
    why: 'R7: asking without end would cost nothing',
    file: 'collab-server/src/connection.ts',
    find: "frame.type === 'step1' ? cost + STEP_1_COST : cost",
    replace: 'cost',
    tests: REQUESTS,
  },
  {
    why: 'R2: somebody who has the beginning of a part would not get the rest of it',
    file: 'collab-server/src/sync/update-index.ts',
    find: 'if (clock + length > wanted) return',
    replace: 'if (clock >= wanted) return',
    tests: ['collab-server/src/sync/update-index.test.ts'],
  },
  {
    why: 'R7: presence that is not read would fill the memory',
    file: 'collab-server/src/connection.ts',
    find: 'if (this.reader.slow) return;\n    const presence',
    replace: 'const presence',
    tests: UNREAD,
  },
  {
    why: 'R7: presence would not make anybody a slow reader',
    file: 'collab-server/src/connection.ts',
    find: 'writeFramed(this.socket, this.stream, outgoing);\n    this.reader.sent(this.socket.bufferedAmount, now, this.has);\n  }\n\n  sendDurable',
    replace: 'writeFramed(this.socket, this.stream, outgoing);\n  }\n\n  sendDurable',
    tests: UNREAD,
  },
  {
    why: 'R7: one byte would buy the presence of everybody',
    file: 'collab-server/src/connection.ts',
    find: 'this.messages.take(Math.ceil(presence.wire.length / PRESENCE_PER_MESSAGE), performance.now())',
    replace: 'presence.wire.length > 0',
    tests: UNREAD,
  },
  {
    why: 'R7: small answers that nobody counts would pile up for somebody who does not read',
    file: 'collab-server/src/sync/slow-reader.ts',
    find: "if (buffered > LIMITS.slowReaderCloseBytes + this.allowance) return 'close';",
    replace: "if (this.since !== null && buffered > LIMITS.slowReaderCloseBytes + this.allowance) return 'close';",
    tests: ['collab-server/src/sync/slow-reader.test.ts'],
  },
  {
    why: 'R7: a resting document would grow for ever by what is overwritten through another node',
    file: 'collab-server/src/replica.ts',
    find: 'if (this.tailBytes > Math.max(TAIL_BYTES, baseBytes)) this.shrink();',
    replace: 'if (this.tailBytes < 0) this.shrink();',
    tests: REPLICA,
  },
  {
    why: 'R1: whoever comes to a document with a damaged row would be sent away for good',
    file: 'collab-server/src/room.ts',
    find: 'this.breakOff(error, applying);',
    replace: 'this.breakOff(error, applying.length > 0 ? applying : items.map((item) => ({ item })));',
    tests: BROKEN,
  },
  {
    why: 'a damaged row would leave a rejection nobody hears, and an agent that waits for ever',
    file: 'collab-server/src/room.ts',
    find: 'this.breakOff(error, []);\n      return false;',
    replace: 'throw error;',
    tests: BROKEN,
  },
  {
    why: 'R7: one document that fails over the answer to its commit would end the process',
    file: 'collab-server/src/commit-queue.ts',
    find: "this.deps.logger.error({ err: error, document: commit.entry.document }, 'a committed row could not be taken in');",
    replace: 'throw error;',
    tests: ['collab-server/src/commit-queue.test.ts'],
  },
  {
    why: 'R7: somebody could ask for the whole document without end',
    file: 'collab-server/src/connection.ts',
    find: 'if (this.messages.take(Math.floor(bytes / BYTES_PER_MESSAGE), performance.now()))',
    replace: 'if (bytes >= 0)',
    tests: HOSTILE,
  },
  {
    why: 'R7: markers would fill the memory while the store fails',
    file: 'collab-server/src/pending-acks.ts',
    find: 'if (this.waiting.length > LIMITS.waitingMarkers)',
    replace: 'if (this.waiting.length < 0)',
    tests: ['collab-server/src/pending-acks.test.ts'],
  },
  {
    why: 'R3: a removed member would stay until they leave',
    file: 'collab-server/src/collab-node.ts',
    find: 'pollMs: 500,',
    replace: 'pollMs: 5000,',
    tests: ['collab-server/src/rights.integration.test.ts'],
  },
];
