import { COLLECTIONS } from '@trashfire/shared/document/schema';
import { collectionMap, scriptFragment } from '@trashfire/shared/document/ydoc';
import type { Random } from '@trashfire/shared/testing/random';
import * as Y from 'yjs';
import type { HistoryRow } from '../ports/compaction-log.ts';

const AUTHORS: readonly HistoryRow['author'][] = [
  { kind: 'person', id: 'ines', runId: null, step: null },
  { kind: 'person', id: 'mika', runId: null, step: null },
  { kind: 'agent', id: 'scribe', runId: '7d1f0b52-6a0e-4d8b-9a51-2f6f0c3b9e11', step: 0 },
  { kind: 'service', id: 'repair', runId: null, step: null },
];

interface Peer {
  doc: Y.Doc;
  author: HistoryRow['author'];
  unsent: Uint8Array[];
  undo: Y.UndoManager;
}

/**
 * A history as rooms write them: some peers edit script, marks and records at once, delete, undo and reload, fall behind and
 * catch up; what the server applies of theirs is the row.
 * @returns `doc` is the server's own, one transaction per row, rows numbered from 1.
 */
export function randomHistory(random: Random, edits: number): { rows: HistoryRow[]; doc: Y.Doc } {
  const doc = new Y.Doc();
  doc.clientID = random.int(1, 0x7fff_ffff);
  const rows: HistoryRow[] = [];
  let author = AUTHORS[0] as HistoryRow['author'];
  doc.on('update', (bytes: Uint8Array) => rows.push({ seq: rows.length + 1, bytes, author, at: rows.length * 1000 }));

  const peers = AUTHORS.map((who) => newPeer(random, who, doc));
  const send = (peer: Peer) => {
    author = peer.author.step === null ? peer.author : { ...peer.author, step: random.int(0, 3) };
    // Local, so that the server tidies up nothing: that would be a row of its own.
    for (const update of peer.unsent.splice(0)) doc.transact(() => Y.applyUpdate(doc, update));
  };
  for (let n = 0; n < edits; n++) {
    const at = random.int(0, peers.length - 1);
    const peer = peers[at] as Peer;
    edit(random, peer);
    if (random.chance(0.6)) send(peer);
    if (random.chance(0.3)) catchUp(peer.doc, doc);
    if (peer.unsent.length === 0 && random.chance(0.01)) peers[at] = newPeer(random, peer.author, doc);
  }
  for (const peer of peers) send(peer);
  return { rows, doc };
}

/** A page that was loaded: what it writes has a client id of its own. */
function newPeer(random: Random, author: HistoryRow['author'], server: Y.Doc): Peer {
  const doc = new Y.Doc();
  doc.clientID = random.int(1, 0x7fff_ffff);
  const unsent: Uint8Array[] = [];
  catchUp(doc, server);
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'server') unsent.push(update);
  });
  return { doc, author, unsent, undo: new Y.UndoManager(scriptFragment(doc), { captureTimeout: 0 }) };
}

function catchUp(doc: Y.Doc, server: Y.Doc): void {
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(doc)), 'server');
}

function edit(random: Random, { doc, undo }: Peer): void {
  const script = scriptFragment(doc);
  const kind = random.pick([
    'write',
    'write',
    'write',
    'mark',
    'cut',
    'block',
    'unblock',
    'record',
    'record',
    'unrecord',
    'undo',
  ]);
  if (kind === 'record' || kind === 'unrecord') {
    editRecord(random, doc, kind);
    return;
  }
  if (kind === 'undo') {
    if (random.chance(0.7)) undo.undo();
    else undo.redo();
    return;
  }
  const block = script.length === 0 ? null : script.get(random.int(0, script.length - 1));
  const text = block instanceof Y.XmlElement ? block.get(0) : null;
  if (kind === 'block' || !(text instanceof Y.XmlText)) {
    const added = new Y.XmlElement(random.pick(['action', 'dialogue', 'heading']));
    added.insert(0, [new Y.XmlText(random.pick(['A door.', 'Wait! 🚪', '']))]);
    added.setAttribute('id', random.id());
    script.insert(random.int(0, script.length), [added]);
  } else if (kind === 'unblock') {
    if (script.length > 3) script.delete(random.int(0, script.length - 1), 1);
  } else editText(random, text, kind);
}

function editText(random: Random, text: Y.XmlText, kind: string): void {
  const from = random.int(0, text.length);
  const length = random.int(0, Math.min(6, text.length - from));
  if (kind === 'write') text.insert(from, random.pick(['rain ', 'she runs. ', 'é', '🌧️']), random.chance(0.2) ? { bold: {} } : {});
  else if (kind === 'cut') text.delete(from, length);
  else text.format(from, length, { [random.pick(['bold', 'italic'])]: random.chance(0.5) ? {} : null });
}

function editRecord(random: Random, doc: Y.Doc, kind: 'record' | 'unrecord'): void {
  const records = collectionMap(doc, random.pick(Object.keys(COLLECTIONS) as (keyof typeof COLLECTIONS)[]));
  const id = `id${random.int(0, 20)}`;
  if (kind === 'unrecord') {
    records.delete(id);
    return;
  }
  const record = records.get(id) ?? new Y.Map<unknown>();
  if (record.doc === null) records.set(id, record);
  record.set(random.pick(['name', 'order', 'frames']), random.pick([random.int(0, 1e6), 'Ines', null, { x: 1, y: [2] }]));
}
