import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { docToFountain } from '../../fountain/from-doc.ts';
import { aCharacter, aLocation, aNewShot } from '../../testing/builders.ts';
import { seededRandom } from '../../testing/random.ts';
import { clipsInCut, shotsOfScene } from '../board.ts';
import { SCREENPLAY_BLOCKS } from '../editor-schema.ts';
import { DOCUMENT_KINDS } from '../names.ts';
import { linesOf, lineText, sceneIdsOf } from '../script-blocks.ts';
import { scriptJsonFromFragment } from '../script-reader.ts';
import { DEFAULT_TRACKS } from '../timeline.ts';
import { validateScriptFragment } from '../validate-script.ts';
import { readRecord, readRecords, scriptFragment } from '../ydoc.ts';
import { addCanonFact } from './add-canon-fact.ts';
import { addCharacter } from './add-character.ts';
import { addLocation } from './add-location.ts';
import { addShot } from './add-shot.ts';
import { boardScene } from './board-scene.ts';
import { type AnyCommand, runCommand } from './command.ts';
import { importScript } from './import-script.ts';
import { insertBlocks, type NewBlock } from './insert-blocks.ts';
import { moveClip } from './move-clip.ts';
import { moveShot } from './move-shot.ts';
import { removeCanonFact } from './remove-canon-fact.ts';
import { removeCharacter } from './remove-character.ts';
import { removeLocation } from './remove-location.ts';
import { removeShot } from './remove-shot.ts';
import { replaceBlockText } from './replace-block-text.ts';
import { setClipDuration } from './set-clip-duration.ts';
import { setScene } from './set-scene.ts';
import { setSeriesMeta } from './set-series-meta.ts';
import { updateCharacter } from './update-character.ts';
import { updateLocation } from './update-location.ts';
import { updateShot } from './update-shot.ts';

const random = seededRandom(42);

function isCommand(value: unknown): value is AnyCommand {
  return typeof value === 'object' && value !== null && 'run' in value && 'document' in value;
}

function script(doc: Y.Doc, blocks: readonly [NewBlock['type'], string][]): string[] {
  const made = blocks.map(([type, text]) => ({ id: random.id(), type, text }));
  runCommand(doc, insertBlocks, { after: null, blocks: made }, 'test');
  return made.map((block) => block.id);
}

function textOf(doc: Y.Doc, index: number): string {
  const block = scriptFragment(doc).get(index);
  return block instanceof Y.XmlElement ? linesOf(block).map(lineText).join('\n') : '';
}

function cutOf(doc: Y.Doc): string[] {
  return clipsInCut(doc).map((clip) => clip.shotId ?? 'gap');
}

/** A scene of `count` shots, two seconds each, boarded in one command. */
function board(doc: Y.Doc, sceneId: string, count: number): string[] {
  const shots = Array.from({ length: count }, () => aNewShot(random)).map(({ sceneId: _, ...shot }) => shot);
  const clips = shots.map((shot) => ({ id: random.id(), shotId: shot.id, duration: 48 }));
  runCommand(doc, boardScene, { sceneId, shots, clips }, 'test');
  return shots.map((shot) => shot.id);
}

describe('runCommand', () => {
  it('[C1] makes one transaction with the given origin', () => {
    const doc = new Y.Doc();
    const origins: unknown[] = [];
    doc.on('afterTransaction', (transaction: Y.Transaction) => origins.push(transaction.origin));
    runCommand(doc, addCharacter, { character: aCharacter(random) }, 'me');
    expect(origins).toEqual(['me']);
  });

  it('[C2] refuses arguments that do not fit, says where, and changes nothing', () => {
    const doc = new Y.Doc();
    const wrong = { ...aCharacter(random), name: 7 } as unknown as z.infer<typeof addCharacter.args>['character'];
    const refuse = () => runCommand(doc, addCharacter, { character: wrong }, 'me');
    expect(refuse).toThrow(AppError);
    expect(refuse).toThrow(/^character\.name does not fit: /);
    expect(readRecords(doc, 'characters')).toEqual([]);
    expect(() => runCommand(doc, updateShot, { id: random.id(), patch: {} }, 'me')).toThrow(/no longer there/);
  });

  it('[C1] every command bears the name of its file and says in a sentence what it does', async () => {
    const files = readdirSync(import.meta.dirname).filter((file) => !file.endsWith('.test.ts'));
    const stems = files.map((file) => basename(file, '.ts'));
    const names: string[] = [];
    for (const stem of stems) {
      const exports: Record<string, unknown> = await import(pathToFileURL(join(import.meta.dirname, `${stem}.ts`)).href);
      for (const command of Object.values(exports).filter(isCommand)) {
        names.push(command.name);
        expect([command.name, DOCUMENT_KINDS]).toEqual([stem, expect.arrayContaining([command.document])]);
        expect(command.title).toMatch(/^[A-Z].*\.$/);
      }
    }
    expect(names.length).toBeGreaterThan(20);
  });
});

describe('series commands', () => {
  it('[C3] adding twice adds once and keeps what people changed in between', () => {
    const doc = new Y.Doc();
    const { v, ...character } = aCharacter(random);
    expect(runCommand(doc, addCharacter, { character }, 'a')).toBe(true);
    runCommand(doc, updateCharacter, { id: character.id, patch: { name: 'RENAMED' } }, 'b');
    expect(runCommand(doc, addCharacter, { character }, 'a')).toBe(false);
    expect(readRecords(doc, 'characters').map((c) => [c.v, c.name])).toEqual([[v, 'RENAMED']]);
  });

  it('changes only the fields given', () => {
    const doc = new Y.Doc();
    runCommand(doc, setSeriesMeta, { title: 'Lamp', logline: 'A light goes out.' }, 'a');
    runCommand(doc, setSeriesMeta, { title: 'The Lamp' }, 'a');
    expect(readRecord(doc, 'seriesMeta', 'meta')).toEqual({
      id: 'meta',
      v: 1,
      title: 'The Lamp',
      logline: 'A light goes out.',
      seed: 0,
    });
    const { v: _l, ...location } = aLocation(random);
    expect(runCommand(doc, addLocation, { location }, 'a')).toBe(true);
    runCommand(doc, updateLocation, { id: location.id, patch: { name: 'LAMP ROOM' } }, 'a');
    expect(readRecord(doc, 'locations', location.id)).toEqual({ ...location, v: 1, name: 'LAMP ROOM' });
  });
});

describe('removing from the bible', () => {
  const { v: _c, ...character } = aCharacter(random);
  const { v: _l, ...location } = aLocation(random);
  const fact = { id: random.id(), text: 'Nobody leaves the island.', episodeId: null };

  it('[C3] takes out what is named and nothing beside it; a second time there is nothing to take', () => {
    const doc = new Y.Doc();
    runCommand(doc, addCharacter, { character }, 'a');
    runCommand(doc, addLocation, { location }, 'a');
    runCommand(doc, addCanonFact, { fact }, 'a');
    const left = () => (['characters', 'locations', 'canon'] as const).map((name) => readRecords(doc, name).length);
    expect(runCommand(doc, removeLocation, { id: location.id }, 'a')).toBe(true);
    expect(left()).toEqual([1, 0, 1]);
    expect(runCommand(doc, removeCanonFact, { id: fact.id }, 'a')).toBe(true);
    expect(left()).toEqual([1, 0, 0]);
    expect(runCommand(doc, removeCharacter, { id: character.id }, 'a')).toBe(true);
    const before = Y.encodeStateVector(doc);
    for (const command of [removeCharacter, removeLocation, removeCanonFact])
      expect(runCommand(doc, command, { id: fact.id }, 'a')).toBe(false);
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });
});

describe('script commands', () => {
  it('[C4] rewriting a block keeps what somebody types into it at the same moment', () => {
    const here = new Y.Doc();
    const [id = ''] = script(here, [['dialogue', 'The lamp is out tonight.']]);
    const there = new Y.Doc();
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    runCommand(here, replaceBlockText, { blockId: id, text: 'The old lamp is dark tonight.' }, 'agent');
    const run = (scriptFragment(there).get(0) as Y.XmlElement).get(0) as Y.XmlText;
    run.insert(run.length - 1, ', Mira');
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
    expect(textOf(here, 0)).toBe('The old lamp is dark tonight, Mira.');
    expect(textOf(there, 0)).toBe(textOf(here, 0));
  });

  it('[C4] writes any text over any text, line breaks and marks included', () => {
    const words = ['lamp', 'sea', '😀', '\n', 'out', '\n\n', ' ', 'Mira'];
    const text = () => Array.from({ length: random.int(0, 10) }, () => random.pick(words)).join(' ');
    const doc = new Y.Doc();
    const [id = ''] = script(doc, [['action', 'a\nb']]);
    for (let round = 0; round < 300; round++) {
      const run = linesOf(scriptFragment(doc).get(0) as Y.XmlElement)
        .flat()
        .find((candidate) => candidate.length > 2);
      if (run !== undefined && random.chance(0.3)) run.format(0, 2, { bold: {} });
      const wanted = text();
      runCommand(doc, replaceBlockText, { blockId: id, text: wanted }, 'agent');
      expect(textOf(doc, 0), `round ${round}`).toBe(wanted);
    }
  });

  it('[C3] inserting blocks twice inserts once; a heading names its scene', () => {
    const doc = new Y.Doc();
    const [scene = '', action = ''] = script(doc, [
      ['sceneHeading', 'INT. LAMP ROOM - NIGHT'],
      ['action', 'Dark.'],
    ]);
    const blocks = [{ id: random.id(), type: 'action' as const, text: 'Rain.' }];
    expect(runCommand(doc, insertBlocks, { after: scene, blocks }, 'a')).toBe(1);
    expect(runCommand(doc, insertBlocks, { after: scene, blocks }, 'a')).toBe(0);
    expect([textOf(doc, 1), textOf(doc, 2)]).toEqual(['Rain.', 'Dark.']);
    expect(sceneIdsOf(doc)).toEqual([scene]);
    scriptFragment(doc).delete(2, 1);
    expect(() => runCommand(doc, replaceBlockText, { blockId: action, text: '' }, 'a')).toThrow(/no longer there/);
  });
});

describe('import-script', () => {
  const FOUNTAIN = 'Title: Lamp\n\nINT. LAMP ROOM - NIGHT\n\nDark.\n\nMIRA\nThe lamp is out.\n';

  it('[C7] fills an empty script byte for byte, once, and never mixes into people’s work', () => {
    const doc = new Y.Doc();
    scriptFragment(doc).insert(0, [new Y.XmlElement('action')]);
    const counts = { scenes: 1, blocks: 5 };
    expect(runCommand(doc, importScript, { fountain: FOUNTAIN }, 'a')).toEqual(counts);
    const before = Y.encodeStateVector(doc);
    expect(runCommand(doc, importScript, { fountain: FOUNTAIN }, 'a')).toEqual(counts);
    expect(Y.encodeStateVector(doc)).toEqual(before);
    expect(docToFountain(scriptJsonFromFragment(scriptFragment(doc)))).toBe(FOUNTAIN);
    expect(() => runCommand(doc, importScript, { fountain: 'INT. SEA' }, 'a')).toThrow(/already has a script/);
  });

  it('[D6] what commands write is a script the schema lists', () => {
    const doc = new Y.Doc();
    script(
      doc,
      SCREENPLAY_BLOCKS.map((type) => [type, type === 'pageBreak' ? '' : 'a\nb']),
    );
    expect(validateScriptFragment(scriptFragment(doc))).toEqual([]);
  });
});

describe('board and cut', () => {
  it('[C5] scenes boarded in any order are cut in the order of the script', () => {
    const doc = new Y.Doc();
    const [one = '', two = '', three = ''] = script(doc, [
      ['sceneHeading', 'INT. A'],
      ['sceneHeading', 'INT. B'],
      ['sceneHeading', 'INT. C'],
    ]);
    const second = board(doc, two, 3);
    const third = board(doc, three, 2);
    const first = board(doc, one, 2);
    expect(cutOf(doc)).toEqual([...first, ...second, ...third]);
    expect(
      readRecords(doc, 'tracks')
        .map((t) => t.id)
        .sort(),
    ).toEqual(DEFAULT_TRACKS.map((t) => t.id).sort());
  });

  it('[C5] boarding again keeps named shots as people left them, drops the others with their clips, places new ones', () => {
    const doc = new Y.Doc();
    const sceneId = random.id();
    const [a = '', b = '', c = ''] = board(doc, sceneId, 3);
    runCommand(doc, updateShot, { id: b, patch: { title: 'mine' } }, 'person');
    const shots = [a, random.id(), b].map((id) => {
      const { sceneId: _, ...shot } = aNewShot(random, { id });
      return shot;
    });
    const clips = shots.map((shot) => ({ id: random.id(), shotId: shot.id, duration: 24 }));
    const args = { sceneId, shots, clips };
    expect(runCommand(doc, boardScene, args, 'agent')).toEqual({ added: 1, removed: 1 });
    expect(shotsOfScene(doc, sceneId).map((shot) => shot.id)).toEqual(shots.map((shot) => shot.id));
    expect(cutOf(doc)).toEqual(shots.map((shot) => shot.id));
    expect(readRecord(doc, 'shots', b)?.title).toBe('mine');
    expect(readRecord(doc, 'shots', c)).toBeNull();
    const before = Y.encodeStateVector(doc);
    expect(runCommand(doc, boardScene, args, 'agent')).toEqual({ added: 0, removed: 0 });
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });

  it('[C2] boarding is refused before it writes', () => {
    const doc = new Y.Doc();
    const sceneId = random.id();
    const [a = ''] = board(doc, sceneId, 1);
    const { sceneId: _, ...shot } = aNewShot(random, { id: a });
    const before = Y.encodeStateVector(doc);
    expect(() => runCommand(doc, boardScene, { sceneId: random.id(), shots: [shot], clips: [] }, 'x')).toThrow(/another scene/);
    expect(() => runCommand(doc, boardScene, { sceneId, shots: [shot, shot], clips: [] }, 'x')).toThrow(/same id/);
    const stray = { id: random.id(), shotId: random.id(), duration: 1 };
    expect(() => runCommand(doc, boardScene, { sceneId, shots: [shot], clips: [stray] }, 'x')).toThrow(/not named/);
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });

  it('[C6] a moved shot takes its clip along; a moved clip leaves the board alone; repeating changes nothing', () => {
    const doc = new Y.Doc();
    const [one = '', two = ''] = script(doc, [
      ['sceneHeading', 'INT. A'],
      ['sceneHeading', 'INT. B'],
    ]);
    const [a = '', b = '', c = ''] = board(doc, one, 3);
    const [d = ''] = board(doc, two, 1);
    runCommand(doc, moveShot, { id: c, sceneId: one, before: a }, 'x');
    expect(cutOf(doc)).toEqual([c, a, b, d]);
    runCommand(doc, moveShot, { id: a, sceneId: two, before: null }, 'x');
    expect(cutOf(doc)).toEqual([c, b, d, a]);
    const clip = clipsInCut(doc).find((candidate) => candidate.shotId === d);
    runCommand(doc, moveClip, { id: clip?.id ?? '', before: clipsInCut(doc)[0]?.id ?? '' }, 'x');
    expect(cutOf(doc)).toEqual([d, c, b, a]);
    expect(shotsOfScene(doc, two).map((shot) => shot.id)).toEqual([d, a]);
    const before = Y.encodeStateVector(doc);
    runCommand(doc, moveClip, { id: clip?.id ?? '', before: clipsInCut(doc)[1]?.id ?? '' }, 'x');
    runCommand(doc, moveShot, { id: a, sceneId: two, before: null }, 'x');
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });

  it('[C3] adding, shortening and removing a shot keeps the cut whole', () => {
    const doc = new Y.Doc();
    const sceneId = random.id();
    const [a = '', b = ''] = board(doc, sceneId, 2);
    const shot = aNewShot(random, { sceneId });
    const clip = { id: random.id(), duration: 12 };
    expect(runCommand(doc, addShot, { shot, before: b, clip }, 'x')).toBe(true);
    expect(runCommand(doc, addShot, { shot, before: b, clip }, 'x')).toBe(false);
    expect(cutOf(doc)).toEqual([a, shot.id, b]);
    runCommand(doc, setClipDuration, { id: clip.id, duration: 100 }, 'x');
    expect(clipsInCut(doc)[1]?.duration).toBe(100);
    runCommand(doc, removeShot, { id: shot.id }, 'x');
    expect(cutOf(doc)).toEqual([a, b]);
    expect(readRecord(doc, 'clips', clip.id)).toBeNull();
  });

  it('creates a scene record on its first change', () => {
    const doc = new Y.Doc();
    const id = random.id();
    runCommand(doc, setScene, { id, patch: { weather: 'rain' } }, 'x');
    runCommand(doc, setScene, { id, patch: { synopsis: 'Dark.' } }, 'x');
    expect(readRecord(doc, 'scenes', id)).toMatchObject({ weather: 'rain', synopsis: 'Dark.', status: 'draft' });
  });
});
