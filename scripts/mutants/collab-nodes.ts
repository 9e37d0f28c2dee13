import type { Mutant } from './mutant.ts';

const AWARENESS = ['collab-server/src/awareness.test.ts'];
const LINK = ['collab-server/src/nodes/node-link.test.ts'];
const PEERS = ['collab-server/src/nodes/peers.test.ts'];
const ROWS = ['collab-server/src/nodes/two-nodes-rows.integration.test.ts'];
const ORDER = ['collab-server/src/nodes/row-order.test.ts'];
const TAIL = ['collab-server/src/log-tail.test.ts'];
const FRAME = ['collab-server/src/sync/presence-frame.test.ts'];
const STORE = 'collab-server/src/awareness.ts';

/** What keeps several nodes one server: rows in order, people where they are, nobody who is gone. */
export const NODES_MUTANTS: readonly Mutant[] = [
  {
    why: 'R3: a client could pose as somebody else',
    file: STORE,
    find: "return !isEcho && (actor === '' || actor === actorKey(peer.actor));",
    replace: 'return !isEcho;',
    tests: AWARENESS,
  },
  {
    why: 'R2: what a client repeats of its owner would be taken for a move, and bring back who left',
    file: STORE,
    find: 'const isEcho = first <= clock && clock <= last && isAsShown(text);',
    replace: 'const isEcho = false;',
    tests: AWARENESS,
  },
  {
    why: 'R2: the late goodbye of a node would remove a person who has gone to another',
    file: STORE,
    find: "if (before !== undefined && !isNewer({ since, clock, node }, { ...before, node: nodeBefore ?? '' })) return;",
    replace: '',
    tests: [...AWARENESS, ...LINK],
  },
  {
    why: 'R2: a client would be shown its own last state as if it were newer than what it has',
    file: STORE,
    find: 'if (actor !== null && actorOf(state) === actor) this.heldBack.set(peer, performance.now());\n      else ',
    replace: '',
    tests: AWARENESS,
  },
  {
    why: 'R2: a client that comes back would see nobody until they move',
    file: STORE,
    find: 'const clock = this.deps.clock.next();\n    const state = this.states.get(clientId);\n    const stamps',
    replace:
      'const state = this.states.get(clientId);\n    const clock = state?.clock ?? this.deps.clock.next();\n    const stamps',
    tests: [...AWARENESS, ...LINK],
  },
  {
    why: 'R2: somebody connected here would be removed by the goodbye of a node whose clock was ahead',
    file: STORE,
    find: 'if (known !== undefined && known.owner.peer !== null) this.insist(known, version);\n      else if',
    replace: 'if',
    tests: AWARENESS,
  },
  {
    why: 'R2: a person whose node has a clock behind would stay unseen where they were before',
    file: STORE,
    find: 'this.deps.changed(clientId, { clientId, since: left.since, clock: left.clock, json: null });',
    replace: 'lacks = false;',
    tests: AWARENESS,
  },
  {
    why: 'R7: another node could fill the memory with people',
    file: STORE,
    find: 'if (isNew && this.foreign >= LIMITS.remoteStates) return;',
    replace: '',
    tests: AWARENESS,
  },
  {
    why: 'R2: people who came after a list was made would be removed by it',
    file: STORE,
    find: 'state.owner.node === node && state.clock < at && !named.has(state.clientId)',
    replace: 'state.owner.node === node && !named.has(state.clientId)',
    tests: AWARENESS,
  },
  {
    why: 'R2: a lost goodbye would leave somebody there for good',
    file: 'collab-server/src/nodes/presence-exchange.ts',
    find: 'if (room.awareness.compareWith(node, holds, at)) this.ask(node, [part.document]);',
    replace: '',
    tests: LINK,
  },
  {
    why: 'R2: a node that comes would not know who is there',
    file: 'collab-server/src/nodes/node-link.ts',
    find: 'this.presence.ask(node, this.documents());',
    replace: '',
    tests: LINK,
  },
  {
    why: 'R6: the people of a node that was killed would stay for ever',
    file: 'collab-server/src/nodes/peers.ts',
    find: 'else if (now - at > DEAD_MS) dead.push(node);',
    replace: '',
    tests: [...PEERS, ...LINK],
  },
  {
    why: 'R6: a node that slept would take all others for dead',
    file: 'collab-server/src/nodes/peers.ts',
    find: 'if (slept > 0) this.heardAt.set(node, at + slept);\n      else ',
    replace: '',
    tests: PEERS,
  },
  {
    why: 'R2: what comes late from a node that ended would bring its people back',
    file: 'collab-server/src/nodes/peers.ts',
    find: "if (this.gone.has(node)) return 'ignore';",
    replace: '',
    tests: PEERS,
  },
  {
    why: 'R2: a person who goes to a node whose clock is behind would not be seen there',
    file: 'collab-server/src/nodes/node-link.ts',
    find: 'this.clock.heard(message.clock);',
    replace: '',
    tests: LINK,
  },
  {
    why: 'R2: a row of another node would be applied and counted before the one it follows',
    file: 'collab-server/src/nodes/row-order.ts',
    find: 'if (bytes === undefined) return rows;',
    replace: 'if (bytes === undefined && next > seq + 40) return rows; else if (bytes === undefined) continue;',
    tests: ORDER,
  },
  {
    why: 'R7: a large import through another node would hold the loop for its sum',
    file: 'collab-server/src/room.ts',
    find: 'if (count > 0 && performance.now() >= until &&',
    replace: 'if (count < 0 && performance.now() >= until &&',
    tests: TAIL,
  },
  {
    why: 'a row of another node that Yjs throws on would end the process',
    file: 'collab-server/src/room.ts',
    find: 'this.breakOff(error, []);\n      return rows.length;',
    replace: 'throw error;',
    tests: TAIL,
  },
  {
    why: 'R7: rows that wait for one that never comes would fill the memory',
    file: 'collab-server/src/nodes/row-order.ts',
    find: 'if (this.ahead.size >= MOST_ROWS || this.bytes + size > MOST_BYTES) return false;',
    replace: '',
    tests: ORDER,
  },
  {
    why: 'R2: rows of a document that replaced this one would be read into it',
    file: 'collab-server/src/room-registry.ts',
    find: 'if (epoch !== undefined && epoch !== room.epoch) return false;',
    replace: '',
    tests: ROWS,
  },
  {
    why: 'every row of another node would be read from the log though its bytes came with the bell',
    file: 'collab-server/src/nodes/node-link.ts',
    find: 'if (rows !== null) room?.hearRows(rows.filter(({ epoch, schema }) => epoch === room.epoch && schema <= this.schema));',
    replace: 'if (rows !== null) room?.hearHead(rows.at(-1)?.seq ?? 0);',
    tests: ROWS,
  },
  {
    why: 'R2: a message of another layout would be taken for one of ours',
    file: 'collab-server/src/nodes/messages.ts',
    find: 'return decoding.hasContent(decoder) ? null : message;',
    replace: 'return message;',
    tests: ['collab-server/src/nodes/messages.test.ts'],
  },
  {
    why: 'R2: a member would hear of itself and take our copy for newer than its own',
    file: 'collab-server/src/sync/presence-frame.ts',
    find: 'return this.frame(this.at.size - 1, this.starts[i] ?? 0, this.starts[i + 1] ?? 0);',
    replace: 'return this.frame(this.at.size, 0, 0);',
    tests: FRAME,
  },
  {
    why: 'R3: whoever was removed would be out by the poll alone where Redis is the bus',
    file: 'collab-server/src/adapters/redis-bus.ts',
    find: 'if (message !== null) onMessage(message);',
    replace: '',
    tests: ['collab-server/src/nodes/two-nodes-rights.integration.test.ts'],
  },
];
