import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { aNewShot } from '../../testing/builders.ts';
import { countOf } from '../../testing/counts.ts';
import { commonWords, insertSomeBlock, someEdit, TEXT_EDITS, typeSomewhere } from '../../testing/history-edits.ts';
import { Characters, Log, person } from '../../testing/history-log.ts';
import { seededRandom } from '../../testing/random.ts';
import { addShot } from '../commands/add-shot.ts';
import { runCommand } from '../commands/command.ts';
import { insertBlocks } from '../commands/insert-blocks.ts';
import { updateShot } from '../commands/update-shot.ts';
import { readRecord, scriptFragment } from '../ydoc.ts';
import { type Author, REPAIR_ID } from './author.ts';
import { readContent, scriptBlocks } from './content.ts';
import { forwardUpdate } from './forward.ts';
import { undoRestore } from './undo-restore.ts';

const SEEDS = countOf('seeds of undone restores', { usual: 60, long: 6_000 });
const MIO = person('mio');
const KAI = person('kai');
const ID = (n: number) => String(n).padStart(12, '0');
const put = (after: number | null, n: number, text: string) => (doc: Y.Doc) => {
  runCommand(
    doc,
    insertBlocks,
    { after: after === null ? null : ID(after), blocks: [{ id: ID(n), type: 'action', text }] },
    'edit',
  );
};
const type = (place: number, at: number, words: string) => (doc: Y.Doc) => {
  const text: unknown = scriptBlocks(doc)[place]?.get(0);
  if (!(text instanceof Y.XmlText)) throw new Error('the block has text');
  text.insert(at, words);
};

/** Works a restore out from what the room says; its edit is not made yet. */
function restoreOf({ doc }: Log, wanted: ReturnType<typeof readContent>): Uint8Array {
  const bytes = forwardUpdate(Y.encodeStateAsUpdate(doc), 'episode', wanted);
  if (bytes === null) throw new Error('there is something to restore');
  return bytes;
}
const make = (log: Log, author: Author, bytes: Uint8Array) => log.edit(author, (doc) => Y.applyUpdate(doc, bytes));
const undo = (log: Log, bytes: Uint8Array) => log.undo((rows) => undoRestore(null, rows, 'episode', { bytes, personId: MIO.id }));

describe('undoing a restore', () => {
  it('[H9] leaves what others wrote after it, in blocks it changed, in blocks it made and beside them', () => {
    const log = new Log();
    log.edit(MIO, put(null, 1, 'The lamp is out.'));
    log.edit(MIO, put(1, 2, 'Rain.'));
    const then = readContent(log.doc, 'episode');
    log.edit(KAI, type(0, 16, ' Nobody knows.'));
    log.edit(KAI, (doc) => scriptFragment(doc).delete(1, 1));
    log.edit(KAI, put(1, 3, 'A gull.'));
    const restored = restoreOf(log, then);
    make(log, MIO, restored);
    expect(log.texts).toEqual(['The lamp is out.', 'Rain.']);
    log.edit(KAI, type(0, 0, 'Again: '));
    log.edit(KAI, type(1, 5, ' More rain.'));
    log.edit(KAI, put(2, 4, 'Silence.'));
    expect(undo(log, restored).left).toEqual([{ kind: 'block', id: ID(2) }]);
    expect(log.texts).toEqual(['Again: The lamp is out. Nobody knows.', ' More rain.', 'Silence.', 'A gull.']);
  });

  it('[H9] a field others set since stays theirs, and one they set while it was on its way goes back to theirs', () => {
    const log = new Log();
    const shot = { ...aNewShot(seededRandom(1)), id: ID(7), title: 'old', action: 'waits' };
    const set = (patch: object) => (doc: Y.Doc) => runCommand(doc, updateShot, { id: ID(7), patch }, 'edit');
    log.edit(MIO, (doc) => runCommand(doc, addShot, { shot, before: null, clip: null }, 'edit'));
    const then = readContent(log.doc, 'episode');
    log.edit(KAI, set({ title: 'new', action: 'runs' }));
    const restored = restoreOf(log, then);
    log.edit(KAI, set({ action: 'sings' }));
    make(log, MIO, restored);
    const won = readRecord(log.doc, 'shots', ID(7));
    log.edit(KAI, set({ title: 'kai’s' }));
    undo(log, restored);
    expect(won?.title).toBe('old');
    expect(readRecord(log.doc, 'shots', ID(7))).toMatchObject({ title: 'kai’s', action: 'sings' });
  });

  it('[H9] what the same person wrote in the row that brought it is no part of it; what was put right after it is', () => {
    const log = new Log();
    log.edit(MIO, put(null, 1, 'The lamp is out.'));
    const then = readContent(log.doc, 'episode');
    log.edit(KAI, put(1, 2, 'Rain.'));
    const before = log.texts;
    const restored = restoreOf(log, then);
    log.edit(MIO, (doc) => {
      Y.applyUpdate(doc, restored);
      type(0, 16, ' Mine.')(doc);
    });
    expect(log.rows).toHaveLength(3);
    log.edit({ kind: 'service', id: REPAIR_ID, runId: null, step: null }, put(1, 3, 'Put right.'));
    log.edit(MIO, put(1, 4, 'Mine too.'));
    undo(log, restored);
    expect(before).toEqual(['The lamp is out.', 'Rain.']);
    expect(log.texts).toEqual(['The lamp is out. Mine.', 'Mine too.', 'Rain.']);
  });

  it('[H9] what others had removed before it came is none of its doing', () => {
    const log = new Log();
    log.edit(MIO, put(null, 1, 'The lamp is out.'));
    const then = readContent(log.doc, 'episode');
    log.edit(KAI, put(1, 2, 'Rain.'));
    const restored = restoreOf(log, then);
    log.edit(KAI, (doc) => scriptFragment(doc).delete(1, 1));
    make(log, MIO, restored);
    expect(undo(log, restored)).toEqual({ update: null, left: [] });
    expect(log.texts).toEqual(['The lamp is out.']);
  });

  it.each(Array.from({ length: SEEDS }, (_, i) => i + 1))('[H9] is exact where nobody else wrote (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const words = commonWords(random);
    const log = new Log();
    const points: ReturnType<typeof readContent>[] = [];
    for (let point = 0; point < 3; point++) {
      for (let i = 0; i < 15; i++) log.edit(random.pick([MIO, KAI]), (doc) => someEdit(doc, random, words));
      points.push(readContent(log.doc, 'episode'));
    }
    log.edit(KAI, (doc) => insertSomeBlock(doc, random, words));
    points[2] = readContent(log.doc, 'episode');
    const [then] = random.shuffle(points.slice(0, 2));
    const now = points.at(-1);
    if (then === undefined) throw new Error('there are points');
    const restored = restoreOf(log, then);
    make(log, MIO, restored);
    expect(readContent(log.doc, 'episode')).toEqual(then);
    expect(undo(log, restored).left).toEqual([]);
    expect(readContent(log.doc, 'episode')).toEqual(now);
  });

  it.each(Array.from({ length: SEEDS }, (_, i) => i + 1))('[H9] keeps every character others wrote since (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const log = new Log();
    const chars = new Characters();
    for (let i = 0; i < 6; i++) log.edit(MIO, (doc) => insertSomeBlock(doc, random, chars.of('mio')));
    const then = readContent(log.doc, 'episode');
    for (let i = 0; i < 20; i++) log.edit(MIO, (doc) => someEdit(doc, random, chars.of('mio')));
    const restored = restoreOf(log, then);
    make(log, MIO, restored);
    log.pull(KAI.id);
    for (let i = 0; i < 30; i++) {
      const copy = log.copyOf(KAI.id);
      if (random.chance(0.5)) log.pull(KAI.id);
      if (random.chance(0.5)) typeSomewhere(copy, random, chars.of('kai'));
      else random.pick(TEXT_EDITS)(copy, random, chars.of('kai'));
      chars.follow(log.doc, true, () => log.push(KAI.id, KAI));
    }
    const kais = [...chars.in(log.doc)].filter((char) => chars.author(char) === 'kai');
    undo(log, restored);
    const standing = chars.in(log.doc);
    for (const char of kais) expect(standing.has(char), char).toBe(true);
    for (const name of ['mio', 'kai']) log.pull(name);
    expect(readContent(log.copyOf('kai'), 'episode')).toEqual(readContent(log.doc, 'episode'));
  });
});
