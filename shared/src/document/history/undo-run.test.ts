import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { aNewShot } from '../../testing/builders.ts';
import { countOf } from '../../testing/counts.ts';
import { insertSomeBlock, RECORD_EDITS, TEXT_EDITS, typeSomewhere } from '../../testing/history-edits.ts';
import { Characters, Log, person } from '../../testing/history-log.ts';
import { type Random, seededRandom } from '../../testing/random.ts';
import { addShot } from '../commands/add-shot.ts';
import { runCommand } from '../commands/command.ts';
import { insertBlocks } from '../commands/insert-blocks.ts';
import { removeShot } from '../commands/remove-shot.ts';
import { replaceBlockText } from '../commands/replace-block-text.ts';
import { updateShot } from '../commands/update-shot.ts';
import type { ScreenplayBlock } from '../editor-schema.ts';
import { findBlock } from '../script-blocks.ts';
import { readRecord, scriptFragment } from '../ydoc.ts';
import type { Author } from './author.ts';
import { blockText, readContent, scriptBlocks } from './content.ts';
import { undoRun } from './undo-run.ts';

const SEEDS = countOf('seeds of undone runs', { usual: 60, long: 6_000 });
const RUN = '11111111-1111-4111-8111-111111111111';

const undo = (log: Log) => log.undo((rows) => undoRun(null, rows, 'episode', RUN));
const agent = (step = 0): Author => ({ kind: 'agent', id: RUN, runId: RUN, step });
const ID = (n: number) => String(n).padStart(12, '0');
const block = (n: number, text: string) => ({ id: ID(n), type: 'action' as ScreenplayBlock, text });
const put =
  (after: number | null, ...blocks: ReturnType<typeof block>[]) =>
  (doc: Y.Doc) => {
    runCommand(doc, insertBlocks, { after: after === null ? null : ID(after), blocks }, 'edit');
  };
const textOf = (doc: Y.Doc, n: number) => {
  const text: unknown = findBlock(doc, ID(n))?.block.get(0);
  if (!(text instanceof Y.XmlText)) throw new Error('the block has text');
  return text;
};
const type = (n: number, at: number, words: string) => (doc: Y.Doc) => textOf(doc, n).insert(at, words);
const rewrite = (n: number, text: string) => (doc: Y.Doc) => {
  runCommand(doc, replaceBlockText, { blockId: ID(n), text }, 'edit');
};

describe('undoing one run from the log', () => {
  it('[H5] takes its blocks and words back and leaves what people wrote before, between and after', () => {
    const log = new Log();
    log.edit(person('mio'), put(null, block(1, 'The lamp is out.'), block(2, 'Rain.')));
    log.edit(agent(0), put(1, block(3, 'A door slams.')));
    log.edit(person('kai'), type(2, 5, ' More rain.'));
    log.edit(agent(1), rewrite(1, 'The lamp is on fire.'));
    log.edit(person('mio'), put(2, block(4, 'Silence.')));
    expect(log.texts).toEqual(['The lamp is on fire.', 'A door slams.', 'Rain. More rain.', 'Silence.']);
    expect(undo(log).left).toEqual([]);
    expect(log.texts).toEqual(['The lamp is out.', 'Rain. More rain.', 'Silence.']);
  });

  it('[H5] a block of the run that somebody wrote in stays, with their characters alone, and is told of', () => {
    const log = new Log();
    log.edit(person('mio'), put(null, block(1, 'Rain.')));
    log.edit(agent(), put(1, block(2, 'A door slams.')));
    log.edit(person('kai'), type(2, 6, ' nobody sees'));
    expect(undo(log).left).toEqual([{ kind: 'block', id: ID(2) }]);
    expect(log.texts).toEqual(['Rain.', ' nobody sees']);
  });

  it('[H5] what the run removed is back in its place, with all that people had written in it', () => {
    const log = new Log();
    log.edit(person('mio'), put(null, block(1, 'One.'), block(2, 'Two.'), block(3, 'Three.')));
    log.edit(person('kai'), type(2, 4, ' And a half.'));
    log.edit(agent(), (doc) => scriptFragment(doc).delete(1, 1));
    log.edit(person('kai'), put(1, block(4, 'One and a bit.')));
    undo(log);
    expect(log.texts).toEqual(['One.', 'One and a bit.', 'Two. And a half.', 'Three.']);
    expect(scriptBlocks(log.doc)[2]?.getAttribute('id')).toBe(ID(2));
  });

  it('[H5] a block the run wrote, a person wrote in and the run then removed keeps the person’s words', () => {
    const log = new Log();
    log.edit(agent(0), put(null, block(1, 'Draft.')));
    log.edit(person('kai'), type(1, 6, ' Mine.'));
    log.edit(agent(1), (doc) => scriptFragment(doc).delete(0, 1));
    undo(log);
    expect(log.texts).toEqual([' Mine.']);
  });

  it('[H5] a block the run removed is back with the last value of an attribute that people had set again and again', () => {
    const log = new Log();
    const number = (text: string) => (doc: Y.Doc) => findBlock(doc, ID(1))?.block.setAttribute('number', text);
    log.edit(person('mio'), put(null, { ...block(1, 'INT. ROOM'), type: 'sceneHeading' }));
    for (const text of ['6', '4']) log.edit(person('kai'), number(text));
    log.edit(agent(), (doc) => scriptFragment(doc).delete(0, 1));
    undo(log);
    expect(scriptBlocks(log.doc)[0]?.getAttribute('number')).toBe('4');
  });

  it('[H5] marks the run set or took go with it; marks of people stay', () => {
    const log = new Log();
    log.edit(person('mio'), put(null, block(1, 'plain bold end')));
    const format = (at: number, length: number, marks: Record<string, unknown>) => (doc: Y.Doc) =>
      textOf(doc, 1).format(at, length, marks);
    log.edit(person('mio'), format(6, 4, { bold: {} }));
    const before = readContent(log.doc, 'episode');
    log.edit(agent(0), format(0, 14, { italic: {} }));
    log.edit(agent(1), format(7, 2, { bold: null }));
    undo(log);
    expect(readContent(log.doc, 'episode')).toEqual(before);
  });

  describe('in records', () => {
    const shot = { ...aNewShot(seededRandom(1)), id: ID(7), title: 'old', action: 'waits' };
    const withShot = () => {
      const log = new Log();
      log.edit(person('mio'), (doc) => runCommand(doc, addShot, { shot, before: null, clip: null }, 'edit'));
      return log;
    };
    const set = (patch: object) => (doc: Y.Doc) => runCommand(doc, updateShot, { id: ID(7), patch }, 'edit');
    const read = ({ doc }: Log) => readRecord(doc, 'shots', ID(7));

    it('[H5] its fields go back; a field a person set since stays theirs', () => {
      const log = withShot();
      log.edit(agent(0), set({ title: 'new', action: 'runs' }));
      log.edit(person('kai'), set({ title: 'kai’s' }));
      expect(undo(log).left).toEqual([{ kind: 'field', collection: 'shots', id: ID(7), field: 'title' }]);
      expect(read(log)).toMatchObject({ title: 'kai’s', action: 'waits' });
    });

    it('[H5] set by the run, by a person and by the run again: the person’s is what it goes back to', () => {
      const log = withShot();
      log.edit(agent(0), set({ title: 'first' }));
      log.edit(person('kai'), set({ title: 'kai’s' }));
      log.edit(agent(1), set({ title: 'second' }));
      expect(undo(log).left).toEqual([]);
      expect(read(log)?.title).toBe('kai’s');
    });

    it('[H5] a record it made goes, unless a person changed it since: then it stays whole', () => {
      for (const edited of [false, true]) {
        const log = new Log();
        log.edit(agent(0), (doc) => runCommand(doc, addShot, { shot, before: null, clip: null }, 'edit'));
        if (edited) log.edit(person('kai'), set({ title: 'kai’s' }));
        expect(undo(log).left).toEqual(edited ? [{ kind: 'record', collection: 'shots', id: ID(7) }] : []);
        expect(read(log)).toEqual(edited ? expect.objectContaining({ title: 'kai’s', action: 'waits' }) : null);
      }
    });

    it('[H5] a record it removed is back as people had it', () => {
      const log = withShot();
      log.edit(agent(0), set({ action: 'runs' }));
      log.edit(person('kai'), set({ title: 'kai’s' }));
      log.edit(agent(1), (doc) => runCommand(doc, removeShot, { id: ID(7) }, 'edit'));
      expect(read(log)).toBeNull();
      expect(undo(log).left).toEqual([]);
      expect(read(log)).toMatchObject({ title: 'kai’s', action: 'waits' });
    });

    it('[H5] what a person removed since stays removed', () => {
      const log = withShot();
      log.edit(agent(0), set({ title: 'new' }));
      log.edit(person('kai'), (doc) => runCommand(doc, removeShot, { id: ID(7) }, 'edit'));
      expect(undo(log).update).toBeNull();
      expect(read(log)).toBeNull();
    });
  });

  it('[H5] a run that did nothing here leaves nothing to undo', () => {
    const log = new Log();
    log.edit(person('mio'), put(null, block(1, 'Rain.')));
    expect(undo(log)).toEqual({ update: null, left: [] });
  });

  it.each(Array.from({ length: SEEDS }, (_, i) => i + 1))(
    '[H5] every character of people survives and none of the run’s (seed %i)',
    (seed) => {
      const random = seededRandom(seed);
      const log = new Log();
      const chars = new Characters();
      log.edit(person('mio'), (doc) => {
        for (let i = 0; i < 4; i++) insertSomeBlock(doc, random, chars.of('mio'));
      });
      for (let i = 0; i < 80; i++) {
        const name = random.pick(['mio', 'kai', 'run']);
        const author = name === 'run' ? agent(i) : person(name);
        // Most are a little behind: what they do meets what they have not seen.
        if (random.chance(0.5)) log.pull(author.id);
        randomEdit(log.copyOf(author.id), random, chars, name);
        if (random.chance(0.7)) chars.follow(log.doc, author.runId === null, () => log.push(author.id, author));
      }
      for (const author of [person('mio'), person('kai'), agent()]) {
        chars.follow(log.doc, author.runId === null, () => log.push(author.id, author));
      }
      const { left } = undo(log);
      const standing = chars.in(log.doc);
      for (const one of readContent(log.doc, 'episode').script) {
        const authors = new Set([...blockText(one).replaceAll('\n', '')].map((char) => chars.author(char)));
        // Whole where people only set an attribute of it: that is what they built on.
        const stays = left.some((thing) => thing.kind === 'block' && thing.id === one.attrs.id) && authors.size === 1;
        if (!stays) expect(authors, blockText(one)).not.toContain('run');
      }
      for (const char of chars.seen) {
        const name = chars.author(char);
        if (name !== 'run' && !chars.gone.has(char)) expect(standing.has(char), `${char} of ${name}`).toBe(true);
      }
      for (const name of ['mio', 'kai', RUN]) log.pull(name);
      expect(readContent(log.copyOf('kai'), 'episode')).toEqual(readContent(log.doc, 'episode'));
    },
  );
});

/** Edits people and runs make here; blocks are removed by the run alone, so that a person's loss is always the run's doing. */
function randomEdit(doc: Y.Doc, random: Random, chars: Characters, name: string): void {
  const words = chars.of(name);
  const kind = random.int(0, 9);
  if (kind < 6) random.pick(TEXT_EDITS)(doc, random, words);
  else if (kind < 7) random.pick(RECORD_EDITS)(doc, random);
  else if (kind < 9) typeSomewhere(doc, random, words);
  else if (name === 'run' && scriptFragment(doc).length > 1) {
    doc.transact(() => scriptFragment(doc).delete(random.int(0, scriptFragment(doc).length - 1), 1));
  }
}
