import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { LIMITS } from '../../realtime/limits.ts';
import { aCharacter, aLocation } from '../../testing/builders.ts';
import { seededRandom } from '../../testing/random.ts';
import { readRecord, readRecords } from '../ydoc.ts';
import { addCharacter } from './add-character.ts';
import { addLocation } from './add-location.ts';
import { addProps } from './add-props.ts';
import { addReference } from './add-reference.ts';
import { runCommand } from './command.ts';
import { markItems } from './mark-items.ts';
import { removeEntries } from './remove-entries.ts';
import { removeReference } from './remove-reference.ts';
import { updateProp } from './update-prop.ts';

const random = seededRandom(21);
const HASH = 'a'.repeat(64);
const mark = (doc: Y.Doc, ids: string[], own: { starred?: boolean; addTags?: string[]; removeTags?: string[] }) =>
  runCommand(doc, markItems, { ids, addTags: [], removeTags: [], ...own }, 'test');

describe('mark-items', () => {
  const id = random.id();

  it('[C3] gives stars and tags to entries and to pictures, twice as once', () => {
    const doc = new Y.Doc();
    for (let i = 0; i < 2; i += 1) mark(doc, [id, HASH], { starred: true, addTags: ['Night', 'harbour'] });
    expect(readRecords(doc, 'marks')).toHaveLength(2);
    expect(readRecord(doc, 'marks', HASH)).toEqual({ id: HASH, v: 1, starred: true, tags: ['Night', 'harbour'] });
  });

  it('knows a tag however it is capitalised, and keeps the first spelling', () => {
    const doc = new Y.Doc();
    mark(doc, [id], { addTags: ['Night'] });
    mark(doc, [id], { addTags: ['NIGHT', 'crew'] });
    expect(readRecord(doc, 'marks', id)?.tags).toEqual(['Night', 'crew']);
    mark(doc, [id], { removeTags: ['night'] });
    expect(readRecord(doc, 'marks', id)).toMatchObject({ tags: ['crew'], starred: false });
  });

  it('leaves the star alone where only tags are named', () => {
    const doc = new Y.Doc();
    mark(doc, [id], { starred: true });
    mark(doc, [id], { addTags: ['a'] });
    expect(readRecord(doc, 'marks', id)?.starred).toBe(true);
  });

  it('[C2] refuses what is no id and more tags than one item holds, and says why', () => {
    const doc = new Y.Doc();
    expect(() => mark(doc, ['nonsense'], { starred: true })).toThrow(/^ids\.0 does not fit/);
    const tags = Array.from({ length: 20 }, (_, i) => `t${i}`);
    mark(doc, [id], { addTags: tags });
    expect(() => mark(doc, [id], { addTags: ['one more'] })).toThrow(/^tags has too many/);
    expect(readRecord(doc, 'marks', id)?.tags).toEqual(tags);
  });

  it('[C2] of several things of which one is full, none is changed', () => {
    const doc = new Y.Doc();
    const full = random.id();
    mark(doc, [full], { addTags: Array.from({ length: 20 }, (_, i) => `t${i}`) });
    const before = Y.encodeStateVector(doc);
    expect(() => mark(doc, [id, full], { addTags: ['one more'] })).toThrow(/^tags has too many/);
    expect(readRecord(doc, 'marks', id)).toBeNull();
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });
});

it('[R5] ten thousand cards are marked, and taken out, in an edit that the studio takes', () => {
  const random = seededRandom(10);
  const doc = new Y.Doc();
  const props = Array.from({ length: 10_000 }, (_, n) => ({
    id: random.id(),
    name: `Lamp ${n}`,
    kind: 'lamp' as const,
    description: '',
  }));
  for (let at = 0; at < props.length; at += 200) runCommand(doc, addProps, { props: props.slice(at, at + 200) }, 'x');
  const ids = props.map(({ id }) => id);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  runCommand(doc, markItems, { ids, starred: true, addTags: ['lamp'], removeTags: [] }, 'x');
  runCommand(doc, removeEntries, { ids }, 'x');
  expect(updates).toHaveLength(2);
  for (const update of updates) {
    const { structs, ds } = Y.decodeUpdate(update);
    expect(update.length).toBeLessThan(LIMITS.updateBytes);
    expect(structs.length).toBeLessThan(LIMITS.updateParts);
    expect([...ds.clients.values()].reduce((sum, ranges) => sum + ranges.length, 0)).toBeLessThan(LIMITS.updateDeletions);
  }
});

describe('props', () => {
  it('[C3] are added once, changed, and refused by what is gone', () => {
    const doc = new Y.Doc();
    const prop = { id: random.id(), name: 'Letter', kind: 'letter' as const, description: '' };
    expect(runCommand(doc, addProps, { props: [prop] }, 'test')).toBe(1);
    expect(runCommand(doc, addProps, { props: [{ ...prop, name: 'Other' }] }, 'test')).toBe(0);
    runCommand(doc, updateProp, { id: prop.id, patch: { kind: 'book' } }, 'test');
    expect(readRecord(doc, 'props', prop.id)).toEqual({ ...prop, v: 1, kind: 'book' });
    expect(() => runCommand(doc, updateProp, { id: random.id(), patch: { name: 'x' } }, 'test')).toThrow(/no longer there/);
  });
});

describe('remove-entries', () => {
  it('removes characters, places and props in one transaction, and tells how many were there', () => {
    const doc = new Y.Doc();
    const [character, location] = [aCharacter(random), aLocation(random)];
    const prop = { id: random.id(), name: 'Key', kind: 'key' as const, description: '' };
    runCommand(doc, addCharacter, { character }, 'test');
    runCommand(doc, addLocation, { location }, 'test');
    runCommand(doc, addProps, { props: [prop] }, 'test');
    let transactions = 0;
    doc.on('afterTransaction', () => {
      transactions += 1;
    });
    const ids = [character.id, location.id, prop.id, random.id(), prop.id];
    expect(runCommand(doc, removeEntries, { ids }, 'test')).toBe(3);
    expect(transactions).toBe(1);
    for (const name of ['characters', 'locations', 'props'] as const) expect(readRecords(doc, name)).toEqual([]);
    expect(runCommand(doc, removeEntries, { ids }, 'test')).toBe(0);
  });
});

describe('references', () => {
  it('[C3] stand beside their subject once, and go', () => {
    const doc = new Y.Doc();
    const reference = { id: random.id(), subjectId: random.id(), picture: HASH, name: 'coat.png' };
    expect(runCommand(doc, addReference, { reference }, 'test')).toBe(true);
    expect(runCommand(doc, addReference, { reference }, 'test')).toBe(false);
    expect(readRecords(doc, 'references')).toEqual([{ ...reference, v: 1 }]);
    expect(runCommand(doc, removeReference, { id: reference.id }, 'test')).toBe(true);
    expect(runCommand(doc, removeReference, { id: reference.id }, 'test')).toBe(false);
  });
});
