import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { aCastMember, aCharacter, aLocation, aNewShot } from '../testing/builders.ts';
import { countOf } from '../testing/counts.ts';
import { contentOf, createNetwork, type Network } from '../testing/network.ts';
import { type Random, seededRandom } from '../testing/random.ts';
import { clipsInCut } from './board.ts';
import { addCanonFact } from './commands/add-canon-fact.ts';
import { addCharacter } from './commands/add-character.ts';
import { addLocation } from './commands/add-location.ts';
import { addMarker } from './commands/add-marker.ts';
import { addProps } from './commands/add-props.ts';
import { addReference } from './commands/add-reference.ts';
import { addSection } from './commands/add-section.ts';
import { addShot } from './commands/add-shot.ts';
import { boardScene } from './commands/board-scene.ts';
import { runCommand } from './commands/command.ts';
import { duplicateShot } from './commands/duplicate-shot.ts';
import { insertBlocks } from './commands/insert-blocks.ts';
import { liftClip } from './commands/lift-clip.ts';
import { markItems } from './commands/mark-items.ts';
import { moveClip } from './commands/move-clip.ts';
import { moveOutline } from './commands/move-outline.ts';
import { moveScene } from './commands/move-scene.ts';
import { moveShot } from './commands/move-shot.ts';
import { putClips } from './commands/put-clips.ts';
import { removeCanonFact } from './commands/remove-canon-fact.ts';
import { removeCharacter } from './commands/remove-character.ts';
import { removeClip } from './commands/remove-clip.ts';
import { removeEntries } from './commands/remove-entries.ts';
import { removeLocation } from './commands/remove-location.ts';
import { removeReference } from './commands/remove-reference.ts';
import { removeSection } from './commands/remove-section.ts';
import { removeShot } from './commands/remove-shot.ts';
import { replaceBlockText } from './commands/replace-block-text.ts';
import { rollEdit } from './commands/roll-edit.ts';
import { setClipDuration } from './commands/set-clip-duration.ts';
import { setEpisodeMeta } from './commands/set-episode-meta.ts';
import { setScene } from './commands/set-scene.ts';
import { setSeriesMeta } from './commands/set-series-meta.ts';
import { setSynopsis } from './commands/set-synopsis.ts';
import { setTrack } from './commands/set-track.ts';
import { splitShot } from './commands/split-shot.ts';
import { updateCharacter } from './commands/update-character.ts';
import { updateLocation } from './commands/update-location.ts';
import { updateProp } from './commands/update-prop.ts';
import { updateShot } from './commands/update-shot.ts';
import { outlineBlocks } from './moves/rewrite-range.ts';
import { canStandBefore, itemsOf, outlineOf } from './outline.ts';
import { COLLECTIONS, type CollectionName } from './schema.ts';
import { sceneIdsOf } from './script-blocks.ts';
import { DEFAULT_TRACKS, isShotClip, timelineOf } from './timeline.ts';
import { MARKER_COLORS, PROP_KINDS, SHOT_SIZES } from './vocabulary.ts';
import { invalidRecords, readRecords, scriptFragment } from './ydoc.ts';

const SEEDS = countOf('seeds of commands over a bad network', { usual: 16, long: 1_000 });

type Edit = (doc: Y.Doc, random: Random) => void;

function blockIds(doc: Y.Doc): string[] {
  return scriptFragment(doc)
    .toArray()
    .map((block) => (block instanceof Y.XmlElement ? String(block.getAttribute('id')) : ''));
}

/** An id of a collection, or null now and then on purpose. */
function anId(doc: Y.Doc, random: Random, collection: CollectionName): string | null {
  const ids = readRecords(doc, collection).map((record) => record.id);
  return ids.length === 0 || random.chance(0.1) ? null : random.pick(ids);
}

function withId(doc: Y.Doc, random: Random, collection: CollectionName, edit: (id: string) => void): void {
  const id = anId(doc, random, collection);
  if (id !== null) edit(id);
}

const TEXTS = ['The lamp is out.', 'Who is there?', 'Rain.\nMore rain.', '', 'INT. LAMP ROOM - NIGHT', '😀 sea'];

/** Every command, with arguments a person or the agent might give at that moment. */
const EDITS: readonly Edit[] = [
  (doc, random) => runCommand(doc, setEpisodeMeta, { title: random.pick(TEXTS) }, 'peer'),
  (doc, random) => runCommand(doc, setSeriesMeta, { logline: random.pick(TEXTS) }, 'peer'),
  (doc, random) => {
    const types = ['sceneHeading', 'action', 'character', 'dialogue', 'section', 'pageBreak'] as const;
    const blocks = [1, 2].map(() => ({ id: random.id(), type: random.pick(types), text: random.pick(TEXTS) }));
    const ids = blockIds(doc);
    runCommand(doc, insertBlocks, { after: ids.length === 0 ? null : random.pick(ids), blocks }, 'peer');
  },
  (doc, random) => {
    const texts = scriptFragment(doc)
      .toArray()
      .filter((block) => block instanceof Y.XmlElement && block.nodeName !== 'pageBreak') as Y.XmlElement[];
    if (texts.length === 0) return;
    const blockId = String(random.pick(texts).getAttribute('id'));
    runCommand(doc, replaceBlockText, { blockId, text: random.pick(TEXTS) }, 'peer');
  },
  (doc, random) => {
    // As the editor does: a person deletes a paragraph without any command.
    const script = scriptFragment(doc);
    if (script.length > 3) doc.transact(() => script.delete(random.int(0, script.length - 1), 1), 'peer');
  },
  (doc, random) => {
    const scenes = sceneIdsOf(doc);
    if (scenes.length === 0) return;
    const [id, before] = [random.pick(scenes), random.pick([...scenes, null])];
    if (id !== before) runCommand(doc, moveScene, { id, before, busy: [] }, 'peer');
  },
  (doc, random) => {
    const items = itemsOf(outlineOf(outlineBlocks(doc)));
    const before = random.pick([...items.map(({ id }) => id), null]);
    runCommand(doc, addSection, { id: random.id(), level: random.int(1, 4), title: 'Part', synopsis: null, before }, 'peer');
  },
  (doc, random) => {
    const items = itemsOf(outlineOf(outlineBlocks(doc)));
    if (items.length === 0) return;
    const item = random.pick(items);
    const before = random.pick([null, ...items.filter((other) => canStandBefore(item, other))]);
    runCommand(doc, moveOutline, { id: item.id, before: before?.id ?? null, busy: [] }, 'peer');
    runCommand(doc, setSynopsis, { id: item.id, synopsisId: random.id(), text: random.pick(TEXTS) }, 'peer');
    if (random.chance(0.2)) runCommand(doc, removeSection, { id: item.id }, 'peer');
  },
  (doc, random) => {
    const scenes = sceneIdsOf(doc);
    if (scenes.length > 0)
      runCommand(doc, setScene, { id: random.pick(scenes), patch: { synopsis: random.pick(TEXTS) } }, 'peer');
  },
  (doc, random) => {
    const scenes = sceneIdsOf(doc);
    if (scenes.length === 0) return;
    const shots = Array.from({ length: random.int(1, 4) }, () => aNewShot(random));
    const clips = shots.map((shot) => ({ id: random.id(), shotId: shot.id, duration: random.int(1, 99) }));
    runCommand(doc, boardScene, { sceneId: random.pick(scenes), shots, clips }, 'peer');
  },
  (doc, random) => {
    const sceneId = random.pick([...sceneIdsOf(doc), random.id()]);
    const clip = random.chance(0.8) ? { id: random.id(), duration: random.int(1, 99) } : null;
    runCommand(doc, addShot, { shot: aNewShot(random, { sceneId }), before: anId(doc, random, 'shots'), clip }, 'peer');
  },
  (doc, random) =>
    withId(doc, random, 'shots', (id) => {
      const cast = readRecords(doc, 'characters').map((character) => aCastMember(random, character.id));
      runCommand(doc, updateShot, { id, patch: { cast: cast.slice(0, 2), size: random.pick(SHOT_SIZES) } }, 'peer');
    }),
  (doc, random) =>
    withId(doc, random, 'shots', (id) => {
      const sceneId = random.pick(readRecords(doc, 'shots')).sceneId;
      runCommand(doc, moveShot, { id, sceneId, before: anId(doc, random, 'shots') }, 'peer');
    }),
  (doc, random) => withId(doc, random, 'shots', (id) => runCommand(doc, removeShot, { id }, 'peer')),
  (doc, random) => {
    const clips = clipsInCut(doc);
    if (clips.length > 0) runCommand(doc, moveClip, { id: random.pick(clips).id, before: random.pick(clips).id }, 'peer');
  },
  (doc, random) =>
    withId(doc, random, 'clips', (id) => runCommand(doc, setClipDuration, { id, duration: random.int(1, 500) }, 'peer')),
  (doc, random) => {
    const cut = clipsInCut(doc);
    const at = random.int(0, Math.max(0, cut.length - 2));
    const [left, right] = [cut[at], cut[at + 1]];
    if (left !== undefined && right !== undefined)
      runCommand(doc, rollEdit, { left: left.id, right: right.id, duration: random.int(1, 200) }, 'peer');
  },
  (doc, random) => {
    const long = clipsInCut(doc)
      .filter(isShotClip)
      .filter(({ duration }) => duration >= 8);
    if (long.length === 0) return;
    const { shotId: id, duration } = random.pick(long);
    const second = { shotId: random.id(), clipId: random.id() };
    runCommand(doc, splitShot, { id, at: random.int(4, duration - 4), lines: [], second }, 'peer');
  },
  (doc, random) => withId(doc, random, 'clips', (id) => runCommand(doc, liftClip, { id }, 'peer')),
  (doc, random) =>
    withId(doc, random, 'shots', (id) =>
      runCommand(doc, duplicateShot, { id, copy: { shotId: random.id(), clipId: random.id(), seed: 1 } }, 'peer'),
    ),
  (doc, random) => withId(doc, random, 'clips', (id) => runCommand(doc, removeClip, { id }, 'peer')),
  (doc, random) =>
    withId(doc, random, 'shots', (shotId) =>
      runCommand(doc, putClips, { clips: [{ id: random.id(), shotId, duration: 24 }] }, 'peer'),
    ),
  (doc, random) => {
    const marker = { id: random.id(), frame: random.int(0, 500), name: random.pick(TEXTS), color: random.pick(MARKER_COLORS) };
    runCommand(doc, addMarker, { marker }, 'peer');
  },
  (doc, random) => {
    // Never locked: a locked cut refuses most of the edits above.
    const { id } = random.pick(DEFAULT_TRACKS);
    runCommand(doc, setTrack, { id, patch: { muted: random.chance(0.5) } }, 'peer');
  },
  (doc, random) => runCommand(doc, addCharacter, { character: aCharacter(random) }, 'peer'),
  (doc, random) =>
    withId(doc, random, 'characters', (id) =>
      runCommand(doc, updateCharacter, { id, patch: { name: random.pick(TEXTS) } }, 'peer'),
    ),
  (doc, random) => withId(doc, random, 'characters', (id) => runCommand(doc, removeCharacter, { id }, 'peer')),
  (doc, random) => runCommand(doc, addLocation, { location: aLocation(random) }, 'peer'),
  (doc, random) =>
    withId(doc, random, 'locations', (id) =>
      runCommand(doc, updateLocation, { id, patch: { name: random.pick(TEXTS) } }, 'peer'),
    ),
  (doc, random) => withId(doc, random, 'locations', (id) => runCommand(doc, removeLocation, { id }, 'peer')),
  (doc, random) =>
    runCommand(doc, addCanonFact, { fact: { id: random.id(), text: random.pick(TEXTS), episodeId: null } }, 'peer'),
  (doc, random) => withId(doc, random, 'canon', (id) => runCommand(doc, removeCanonFact, { id }, 'peer')),
  (doc, random) =>
    runCommand(
      doc,
      addProps,
      { props: [{ id: random.id(), name: random.pick(TEXTS), kind: random.pick(PROP_KINDS), description: '' }] },
      'peer',
    ),
  (doc, random) =>
    withId(doc, random, 'props', (id) => runCommand(doc, updateProp, { id, patch: { name: random.pick(TEXTS) } }, 'peer')),
  (doc, random) => withId(doc, random, 'props', (id) => runCommand(doc, removeEntries, { ids: [id] }, 'peer')),
  (doc, random) =>
    withId(doc, random, 'characters', (id) =>
      runCommand(
        doc,
        markItems,
        { ids: [id], starred: random.chance(0.5), addTags: [random.pick(['night', 'crew', 'Night'])], removeTags: [] },
        'peer',
      ),
    ),
  (doc, random) =>
    withId(doc, random, 'characters', (subjectId) =>
      runCommand(
        doc,
        addReference,
        { reference: { id: random.id(), subjectId, picture: 'a'.repeat(64), name: 'a.png' } },
        'peer',
      ),
    ),
  (doc, random) => withId(doc, random, 'references', (id) => runCommand(doc, removeReference, { id }, 'peer')),
];

/**
 * What must hold on every replica at every moment (SPEC D10): whenever it has everything that what it has builds on. Yjs
 * applies the deletions of an update at once and holds back its insertions while an earlier one is missing, so in
 * between a changed field may be absent.
 */
function checkInvariants(doc: Y.Doc): void {
  for (const collection of Object.keys(COLLECTIONS) as CollectionName[])
    expect({ [collection]: invalidRecords(doc, collection) }).toEqual({ [collection]: [] });
  const timeline = timelineOf({ shots: readRecords(doc, 'shots'), clips: readRecords(doc, 'clips') });
  let end = 0;
  for (const clip of timeline.clips) {
    expect(clip.start).toBe(end);
    end = clip.end;
  }
  expect(timeline.frames).toBe(end);
  const shots = timeline.clips.filter(isShotClip).map((clip) => clip.shotId);
  expect(new Set(shots).size).toBe(shots.length);
  const known = new Set(DEFAULT_TRACKS.map((track) => track.id));
  expect(readRecords(doc, 'tracks').every((track) => known.has(track.id))).toBe(true);
}

let network: Network | null = null;
afterEach(() => network?.destroy());

function play(seed: number, steps: number): void {
  const random = seededRandom(seed);
  network = createNetwork(random, random.int(2, 4));
  for (let i = 0; i < steps; i++) {
    const peer = random.int(0, network.docs.length - 1);
    const doc = network.docs[peer];
    if (doc === undefined) continue;
    if (random.chance(0.05)) network.setOnline(peer, random.chance(0.5));
    random.pick(EDITS)(doc, random);
    for (let n = random.int(0, 4); n > 0; n--) network.step();
    if (i % 10 === 0 && doc.store.pendingStructs === null) checkInvariants(doc);
  }
  network.settle();
  const [first, ...others] = network.docs;
  if (first === undefined) throw new Error('a network has peers');
  checkInvariants(first);
  for (const other of others) {
    expect(contentOf(other)).toEqual(contentOf(first));
    expect(clipsInCut(other)).toEqual(clipsInCut(first));
    checkInvariants(other);
  }
}

describe('[R2] peers that run commands over a bad network', () => {
  it.each(Array.from({ length: SEEDS }, (_, i) => i + 1))('end with equal, valid documents (seed %i)', (seed) => {
    play(seed, 120);
  });

  it('[D9] a late shot of an older program is valid at once, without anybody writing it', () => {
    const random = seededRandom(5);
    network = createNetwork(random, 2);
    const [a, b] = network.docs;
    if (a === undefined || b === undefined) throw new Error('a network has peers');
    runCommand(a, addShot, { shot: aNewShot(random), before: null, clip: null }, 'peer');
    const record = a.getMap('shots').values().next().value as Y.Map<unknown>;
    a.transact(() => {
      record.set('v', 1);
      record.delete('weather');
      record.delete('prop');
    });
    network.settle();
    expect(readRecords(b, 'shots')).toMatchObject([{ v: 3, weather: null, prop: null }]);
  });
});
