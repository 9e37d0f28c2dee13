import { blankScene } from '@trashfire/shared/document/scene-state';
import type { Scene } from '@trashfire/shared/document/schema';
import { collectionMap, patchRecord, putRecord, readRecords, scriptFragment } from '@trashfire/shared/document/ydoc';
import type { Random } from '@trashfire/shared/testing/random';
import * as Y from 'yjs';

function sceneOf(random: Random): Scene {
  return { ...blankScene(random.id()), synopsis: `Scene ${random.int(0, 999)}` };
}

function blockOf(random: Random): Y.XmlElement {
  const block = new Y.XmlElement(random.pick(['action', 'dialogue', 'sceneHeading']));
  block.setAttribute('id', random.id());
  block.insert(0, [new Y.XmlText(`Line ${random.int(0, 999)} 語`)]);
  return block;
}

/** One thing a person does to a script or its scenes, whatever else is in them. */
export function write(doc: Y.Doc, random: Random): void {
  const script = scriptFragment(doc);
  const scenes = readRecords(doc, 'scenes');
  const action = random.int(0, 9);
  if (action === 0 || scenes.length === 0) putRecord(doc, 'scenes', sceneOf(random));
  else if (action === 1) patchRecord(doc, 'scenes', random.pick(scenes).id, { synopsis: `Changed ${random.int(0, 999)}` });
  else if (action === 2 && scenes.length > 5) collectionMap(doc, 'scenes').delete(random.pick(scenes).id);
  else if (action === 3 && script.length > 5) script.delete(random.int(0, script.length - 1), 1);
  else if (action <= 5 || script.length === 0) script.insert(random.int(0, script.length), [blockOf(random)]);
  else typeInto(script, random);
}

function typeInto(script: Y.XmlFragment, random: Random): void {
  const block = script.get(random.int(0, script.length - 1));
  const words = block instanceof Y.XmlElement ? block.get(0) : null;
  if (!(words instanceof Y.XmlText)) return;
  const action = words.length > 3 ? random.int(0, 4) : 4;
  if (action === 0) words.delete(random.int(0, words.length - 2), 1);
  else if (action === 1) words.format(0, random.int(1, words.length), { [random.pick(['bold', 'italic'])]: {} });
  else if (action === 2) words.format(0, words.length, { bold: null });
  else if (action === 3 && block instanceof Y.XmlElement) block.push([new Y.XmlElement('hardBreak')]);
  else words.insert(random.int(0, words.length), 'xyz '.slice(0, random.int(1, 4)));
}
