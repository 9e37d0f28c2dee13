import { blankScene } from '@trashfire/shared/document/scene-state';
import { validateScriptFragment } from '@trashfire/shared/document/validate-script';
import { collectionMap, putRecord, readRecord, scriptFragment } from '@trashfire/shared/document/ydoc';
import { cpuTime } from '@trashfire/shared/testing/cpu-time';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { element, format, rawUpdate, shared } from '../testing/raw-update.ts';
import { DocumentRepair } from './repair.ts';

const ID = '0123456789AB';
const scene = { ...blankScene(ID), synopsis: 'Rain.' };

/** A document with a scene and a block, watched, and a way to do something to it as a client would. */
function watched() {
  const doc = new Y.Doc();
  putRecord(doc, 'scenes', scene);
  const block = new Y.XmlElement('action');
  block.setAttribute('id', ID);
  block.insert(0, [new Y.XmlText('Rain.')]);
  scriptFragment(doc).push([block]);
  const repair = new DocumentRepair(doc, 'episode');
  const run = (change: (client: Y.Doc) => void): string[] => {
    const client = new Y.Doc();
    Y.applyUpdate(client, Y.encodeStateAsUpdate(doc));
    client.transact(() => change(client));
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(client, Y.encodeStateVector(doc)));
    return repair.run('repair').first;
  };
  return { doc, run, before: JSON.stringify(collectionMap(doc, 'scenes').toJSON()), text: scriptFragment(doc).toString() };
}

const field = (doc: Y.Doc, name: string, value: unknown) => collectionMap(doc, 'scenes').get(ID)?.set(name, value);

describe('records', () => {
  it('leaves what fits alone', () => {
    const { doc, run } = watched();
    expect(run((client) => putRecord(client, 'scenes', { ...scene, synopsis: 'Snow.' }))).toEqual([]);
    expect(readRecord(doc, 'scenes', ID)?.synopsis).toBe('Snow.');
    expect(run((client) => collectionMap(client, 'scenes').delete(ID))).toEqual([]);
    expect(readRecord(doc, 'scenes', ID)).toBeNull();
  });

  it.each([
    ['a wrong type', (client: Y.Doc) => field(client, 'synopsis', 7)],
    ['an unknown word', (client: Y.Doc) => field(client, 'status', 'haunted')],
    ['a missing field', (client: Y.Doc) => collectionMap(client, 'scenes').get(ID)?.delete('synopsis')],
    ['another id', (client: Y.Doc) => field(client, 'id', 'ZZZZZZZZZZZZ')],
    ['a text without end', (client: Y.Doc) => field(client, 'synopsis', 'x'.repeat(5000))],
    ['a shared type in a field', (client: Y.Doc) => field(client, 'synopsis', new Y.Text('x'))],
    ['a key of its own with a shared type', (client: Y.Doc) => field(client, 'extra', new Y.Array())],
  ])('puts back what was there: %s', (_what, change) => {
    const { doc, run, before } = watched();
    expect(run(change)).toHaveLength(1);
    expect(JSON.stringify(collectionMap(doc, 'scenes').toJSON())).toBe(before);
  });

  it.each([
    [
      'a value that is no record',
      (client: Y.Doc) => collectionMap(client, 'scenes').set('ZZZZZZZZZZZZ', 'x' as unknown as Y.Map<unknown>),
    ],
    ['a record with nothing in it', (client: Y.Doc) => collectionMap(client, 'scenes').set('ZZZZZZZZZZZZ', new Y.Map())],
    [
      'a record under a key that is no id',
      (client: Y.Doc) => collectionMap(client, 'scenes').set('__proto__', new Y.Map(Object.entries(scene))),
    ],
  ])('removes %s', (_what, change) => {
    const { doc, run, before } = watched();
    expect(run(change)).toHaveLength(1);
    expect(JSON.stringify(collectionMap(doc, 'scenes').toJSON())).toBe(before);
  });
});

describe('script', () => {
  const block = (client: Y.Doc) => scriptFragment(client).get(0) as Y.XmlElement;

  it('leaves what the editor writes alone', () => {
    const { doc, run } = watched();
    const typed = run((client) => {
      const text = block(client).get(0) as Y.XmlText;
      text.insert(5, ' Then wind.', { bold: {} });
      text.format(0, 4, { italic: {} });
      block(client).push([new Y.XmlElement('hardBreak')]);
      const heading = new Y.XmlElement('sceneHeading');
      heading.setAttribute('number', '12A');
      scriptFragment(client).push([heading]);
    });
    expect(typed).toEqual([]);
    expect(scriptFragment(doc).toString()).toContain('Then wind.');
  });

  it.each([
    ['a node', (client: Y.Doc) => scriptFragment(client).push([new Y.XmlElement('iframe')])],
    ['a node inside a block', (client: Y.Doc) => block(client).push([new Y.XmlElement('img')])],
    ['a block inside a block', (client: Y.Doc) => block(client).push([new Y.XmlElement('action')])],
    ['text outside any block', (client: Y.Doc) => scriptFragment(client).push([new Y.XmlText('loose')])],
    ['an attribute', (client: Y.Doc) => block(client).setAttribute('onerror', 'alert(1)')],
    ['a link', (client: Y.Doc) => block(client).setAttribute('href', 'javascript:alert(1)')],
    ['an attribute that is an object', (client: Y.Doc) => block(client).setAttribute('src', { a: 1 } as unknown as string)],
    ['a mark', (client: Y.Doc) => (block(client).get(0) as Y.XmlText).format(0, 3, { link: { href: 'javascript:alert(1)' } })],
    ['a mark of another name', (client: Y.Doc) => (block(client).get(0) as Y.XmlText).format(0, 3, { 'bold--aB3+/xYz': {} })],
    ['a mark with attributes', (client: Y.Doc) => (block(client).get(0) as Y.XmlText).format(0, 3, { bold: { style: 'x' } })],
    ['an embedded object', (client: Y.Doc) => (block(client).get(0) as Y.XmlText).insertEmbed(2, { image: 'x' })],
    [
      'a node with bad content of its own',
      (client: Y.Doc) => {
        const bad = new Y.XmlElement('script');
        bad.insert(0, [new Y.XmlText('alert(1)')]);
        scriptFragment(client).insert(0, [bad]);
      },
    ],
  ])('removes what the schema does not know: %s', (_what, change) => {
    const { doc, run, text } = watched();
    expect(run(change).length).toBeGreaterThan(0);
    expect(scriptFragment(doc).toString()).toBe(text);
  });
});

it.each([
  ['a root of another name', (client: Y.Doc) => client.getText('diary').insert(0, 'hidden')],
  ['a map of another name', (client: Y.Doc) => client.getMap('constructor').set('x', 1)],
  ['keys on the script', (client: Y.Doc) => (client.get('script', Y.Map) as Y.Map<unknown>).set('x', 1)],
  ['a collection of another kind of document', (client: Y.Doc) => client.getMap('characters').set(ID, new Y.Map())],
])('removes content in no place of the schema: %s', (_what, change) => {
  const { doc, run } = watched();
  const doomed = new Y.Doc();
  Y.applyUpdate(doomed, Y.encodeStateAsUpdate(doc));
  const content = () => ({ ...doc.toJSON() });
  const client = run((copy) => {
    const fresh = new Y.Doc();
    change(fresh);
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(fresh));
  });
  expect(client.length).toBeGreaterThan(0);
  const left = JSON.stringify(content());
  expect(left).not.toContain('hidden');
  for (const [, type] of doc.share)
    if (!['scenes', 'script'].includes(String(findName(doc, type)))) expect(isEmpty(type)).toBe(true);
});

function findName(doc: Y.Doc, type: unknown): string | undefined {
  return [...doc.share].find(([, shared]) => shared === type)?.[0];
}

function isEmpty(type: Y.Doc['share'] extends Map<string, infer T> ? T : never): boolean {
  const listed = type._start !== null && !type._start.deleted;
  return !listed && [...type._map.values()].every((item) => item.deleted);
}

it('looks into what is new all the way down: a good block with a bad text or a bad line break in it', () => {
  const { doc, run } = watched();
  const removed = run((client) => {
    const words = new Y.XmlText();
    const line = new Y.XmlElement('hardBreak');
    const fresh = new Y.XmlElement('dialogue');
    fresh.insert(0, [words, line]);
    scriptFragment(client).push([fresh]);
    words.insert(0, 'seen', { link: { href: 'javascript:alert(1)' } });
    words.insertEmbed(0, { image: 'x' });
    line.setAttribute('onclick', 'alert(1)');
    fresh.setAttribute('id', '<b>');
    const page = new Y.XmlElement('pageBreak');
    page.insert(0, [new Y.XmlText('hidden')]);
    scriptFragment(client).push([page]);
  });
  expect(removed.length).toBeGreaterThanOrEqual(4);
  expect(validateScriptFragment(scriptFragment(doc))).toEqual([]);
  expect(scriptFragment(doc).toString()).toContain('seen');
  expect(scriptFragment(doc).toString()).not.toContain('hidden');
});

it('R7: is done in a moment however much there is to remove', () => {
  const doc = new Y.Doc();
  const repair = new DocumentRepair(doc, 'episode');
  const many = Array.from({ length: 5000 }, (_, n) => n);
  const structs = [
    element('action'),
    shared(6, { parent: [1, 0] }),
    ...many.map((n) => format('link', `${n}`, n === 0 ? { parent: [1, 1] } : { origin: [1, n + 1] })),
    ...many.map((n) => element('iframe', { origin: [1, n === 0 ? 0 : 5001 + n] })),
  ];
  Y.applyUpdate(doc, rawUpdate([{ client: 1, clock: 0, structs }]));
  const took = cpuTime(() => expect(repair.run('repair').count).toBe(10_000));
  expect(scriptFragment(doc).toString()).toBe('<action></action>');
  expect(took).toBeLessThan(100);
});
