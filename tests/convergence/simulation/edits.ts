import { clipsInCut } from '@trashfire/shared/document/board';
import { addShot } from '@trashfire/shared/document/commands/add-shot';
import { boardScene } from '@trashfire/shared/document/commands/board-scene';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { insertBlocks } from '@trashfire/shared/document/commands/insert-blocks';
import { liftClip } from '@trashfire/shared/document/commands/lift-clip';
import { moveClip } from '@trashfire/shared/document/commands/move-clip';
import { moveShot } from '@trashfire/shared/document/commands/move-shot';
import { removeShot } from '@trashfire/shared/document/commands/remove-shot';
import { replaceBlockText } from '@trashfire/shared/document/commands/replace-block-text';
import { setClipDuration } from '@trashfire/shared/document/commands/set-clip-duration';
import { setEpisodeMeta } from '@trashfire/shared/document/commands/set-episode-meta';
import { setScene } from '@trashfire/shared/document/commands/set-scene';
import { updateShot } from '@trashfire/shared/document/commands/update-shot';
import { runText, sceneIdsOf } from '@trashfire/shared/document/script-blocks';
import { CAMERA_ANGLES, SHOT_SIZES, WEATHERS } from '@trashfire/shared/document/vocabulary';
import { collectionMap, scriptFragment } from '@trashfire/shared/document/ydoc';
import { aNewShot, aShot } from '@trashfire/shared/testing/builders';
import { asShotV1 } from '@trashfire/shared/testing/older-program';
import type { Random } from '@trashfire/shared/testing/random';
import * as Y from 'yjs';

/** One change to an episode, made whole in one transaction with `origin`. */
export type Edit = (doc: Y.Doc, random: Random, origin: unknown) => void;

/** Documents stay about this large, so that a run's time goes into what it tries. */
const MOST_BLOCKS = 10;
const MOST_SHOTS = 5;
const WORDS = ['The lamp is out.', 'Who is there?', 'Rain.', 'sea', '😀 hm', ''];
const BLOCKS = ['sceneHeading', 'action', 'character', 'dialogue', 'transition', 'note'] as const;

/** Each kind of edit by name; a run draws how often it makes which. */
export const EDITS = {
  type(doc, random, origin) {
    const text = someText(doc, random);
    if (text === null) insertSome(doc, random, origin);
    else doc.transact(() => text.insert(random.pick(placesIn(text)), random.pick(['a', 'xyz', ' the ', '😀'])), origin);
  },
  erase(doc, random, origin) {
    const text = someText(doc, random);
    const range = text === null ? null : someRange(text, random);
    if (text !== null && range !== null) doc.transact(() => text.delete(range.at, range.length), origin);
  },
  format(doc, random, origin) {
    const text = someText(doc, random);
    const range = text === null ? null : someRange(text, random);
    const marks = { [random.pick(['bold', 'italic'])]: random.chance(0.6) ? {} : null };
    if (text !== null && range !== null) doc.transact(() => text.format(range.at, range.length, marks), origin);
  },
  insert: insertSome,
  deleteBlock(doc, random, origin) {
    const script = scriptFragment(doc);
    if (script.length > 2) doc.transact(() => script.delete(random.int(0, script.length - 1), 1), origin);
  },
  /** As an editor moves a paragraph: a copy elsewhere, the first one gone. */
  moveBlock(doc, random, origin) {
    const script = scriptFragment(doc);
    if (script.length < 2) return;
    const from = random.int(0, script.length - 1);
    const block = script.get(from);
    if (!(block instanceof Y.XmlElement)) return;
    doc.transact(() => {
      const copy = block.clone();
      script.delete(from, 1);
      script.insert(random.int(0, script.length), [copy]);
    }, origin);
  },
  /** As an editor splits a paragraph: its end goes into a new block behind it. */
  splitBlock(doc, random, origin) {
    const script = scriptFragment(doc);
    if (script.length === 0 || script.length > MOST_BLOCKS) return;
    const at = random.int(0, script.length - 1);
    const block = script.get(at);
    const text = block instanceof Y.XmlElement ? block.get(0) : null;
    if (!(text instanceof Y.XmlText) || text.length < 2) return;
    doc.transact(() => {
      const cut = random.pick(placesIn(text));
      const tail = runText(text).slice(cut);
      text.delete(cut, text.length - cut);
      const next = new Y.XmlElement('action');
      next.setAttribute('id', random.id());
      next.insert(0, [new Y.XmlText(tail)]);
      script.insert(at + 1, [next]);
    }, origin);
  },
  rewrite(doc, random, origin) {
    const blockId = someBlockId(doc, random);
    if (blockId !== null) runCommand(doc, replaceBlockText, { blockId, text: random.pick(WORDS) }, origin);
  },
  episode: (doc, random, origin) => runCommand(doc, setEpisodeMeta, { title: random.pick(WORDS) }, origin),
  scene(doc, random, origin) {
    const [id] = random.shuffle(sceneIdsOf(doc));
    if (id === undefined) return;
    const patch = random.chance(0.5) ? { synopsis: random.pick(WORDS) } : { weather: random.pick([...WEATHERS, null]) };
    runCommand(doc, setScene, { id, patch }, origin);
  },
  shot(doc, random, origin) {
    if (idsOf(doc, 'shots').length >= MOST_SHOTS) return EDITS.removeShot(doc, random, origin);
    const [sceneId = random.id()] = random.shuffle(sceneIdsOf(doc));
    const clip = random.chance(0.7) ? { id: random.id(), duration: random.int(1, 99) } : null;
    runCommand(doc, addShot, { shot: aNewShot(random, { sceneId }), before: someId(doc, random, 'shots'), clip }, origin);
  },
  board(doc, random, origin) {
    const [sceneId] = random.shuffle(sceneIdsOf(doc));
    if (sceneId === undefined || idsOf(doc, 'shots').length > MOST_SHOTS) return;
    const shots = [1, 2].map(() => aNewShot(random)).map(({ sceneId: _, ...shot }) => shot);
    const clips = shots.map((shot) => ({ id: random.id(), shotId: shot.id, duration: random.int(1, 99) }));
    runCommand(doc, boardScene, { sceneId, shots, clips }, origin);
  },
  patchShot(doc, random, origin) {
    const id = someId(doc, random, 'shots');
    if (id === null) return;
    const patch = random.chance(0.5) ? { size: random.pick(SHOT_SIZES) } : { angle: random.pick(CAMERA_ANGLES) };
    runCommand(doc, updateShot, { id, patch }, origin);
  },
  moveShot(doc, random, origin) {
    const id = someId(doc, random, 'shots');
    const [sceneId] = random.shuffle(sceneIdsOf(doc));
    if (id !== null && sceneId !== undefined)
      runCommand(doc, moveShot, { id, sceneId, before: someId(doc, random, 'shots') }, origin);
  },
  removeShot(doc, random, origin) {
    const id = someId(doc, random, 'shots');
    if (id !== null) runCommand(doc, removeShot, { id }, origin);
  },
  moveClip(doc, random, origin) {
    const clips = clipsInCut(doc);
    if (clips.length > 1) runCommand(doc, moveClip, { id: random.pick(clips).id, before: random.pick(clips).id }, origin);
  },
  liftClip(doc, random, origin) {
    const id = someId(doc, random, 'clips');
    if (id !== null) runCommand(doc, liftClip, { id }, origin);
  },
  clip(doc, random, origin) {
    const id = someId(doc, random, 'clips');
    if (id !== null) runCommand(doc, setClipDuration, { id, duration: random.int(1, 99) }, origin);
  },
  /** What a program of an older release writes: a shot without the fields that version 2 brought (DESIGN §4). */
  oldShot(doc, random, origin) {
    const old = asShotV1(aShot(random));
    const record = new Y.Map<unknown>(Object.entries({ ...old, v: 1 }));
    doc.transact(() => {
      (collectionMap(doc, 'shots') as Y.Map<unknown>).set(old.id, record);
    }, origin);
  },
} satisfies Record<string, Edit>;
export type EditName = keyof typeof EDITS;

function insertSome(doc: Y.Doc, random: Random, origin: unknown): void {
  if (scriptFragment(doc).length >= MOST_BLOCKS) {
    EDITS.deleteBlock(doc, random, origin);
    return;
  }
  const blocks = [{ id: random.id(), type: random.pick(BLOCKS), text: random.pick(WORDS) }];
  runCommand(doc, insertBlocks, { after: someBlockId(doc, random), blocks }, origin);
}

function someText(doc: Y.Doc, random: Random): Y.XmlText | null {
  const script = scriptFragment(doc);
  if (script.length === 0) return null;
  const block = script.get(random.int(0, script.length - 1));
  const text = block instanceof Y.XmlElement && block.length > 0 ? block.get(0) : null;
  return text instanceof Y.XmlText ? text : null;
}

/** Where an editor puts a caret: never between the two halves of a character beyond the first plane, which Yjs would both replace. */
function placesIn(text: Y.XmlText): number[] {
  const places = [0];
  for (const character of runText(text)) places.push((places.at(-1) ?? 0) + character.length);
  return places;
}

function someRange(text: Y.XmlText, random: Random): { at: number; length: number } | null {
  const places = placesIn(text);
  if (places.length < 2) return null;
  const from = random.int(0, places.length - 2);
  const at = places[from] ?? 0;
  return { at, length: (places[random.int(from + 1, places.length - 1)] ?? at) - at };
}

function someBlockId(doc: Y.Doc, random: Random): string | null {
  const script = scriptFragment(doc);
  if (script.length === 0) return null;
  const block = script.get(random.int(0, script.length - 1));
  const id: unknown = block instanceof Y.XmlElement ? block.getAttribute('id') : null;
  return typeof id === 'string' ? id : null;
}

function idsOf(doc: Y.Doc, collection: 'shots' | 'clips'): string[] {
  return [...collectionMap(doc, collection).keys()];
}

function someId(doc: Y.Doc, random: Random, collection: 'shots' | 'clips'): string | null {
  const ids = idsOf(doc, collection);
  return ids.length === 0 ? null : random.pick(ids);
}
