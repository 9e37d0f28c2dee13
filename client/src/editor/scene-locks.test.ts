import { type Editor, Extension } from '@tiptap/core';
import { EditorState, type Plugin, TextSelection, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { screenplaySchema } from '@trashfire/shared/document/editor-schema';
import { beforeEach, expect, it } from 'vitest';
import { SceneLocks, showSceneLocks } from './scene-locks.ts';

const schema = screenplaySchema();
const IDS = ['0000000000H1', '0000000000A1', '0000000000H2', '0000000000A2', '0000000000A3', '0000000000H3', '0000000000A4'];
const TYPES = ['sceneHeading', 'action', 'sceneHeading', 'action', 'action', 'sceneHeading', 'action'];
const [, , LOCKED = ''] = IDS;

let refused: string[] = [];
let state: EditorState;

/** A script of three scenes, the second of which is locked. */
beforeEach(() => {
  refused = [];
  expect(SceneLocks).toBeInstanceOf(Extension);
  const plugins = SceneLocks.config.addProseMirrorPlugins?.call({
    editor: {} as Editor,
    options: { onRefused: (id: string) => void refused.push(id) },
  } as never) as Plugin[];
  const blocks = TYPES.map((type, at) => schema.node(type, { id: IDS[at] }, [schema.text(`Text ${at}.`)]));
  state = EditorState.create({ doc: schema.node('doc', null, blocks), plugins });
  const dispatch = (tr: Transaction) => {
    state = state.apply(tr);
  };
  const view = { state, dispatch };
  showSceneLocks(view as unknown as EditorView, new Map([[LOCKED, 'Nao: approved']]));
});

/** Where a block begins. */
function startOf(at: number): number {
  let pos = 0;
  for (let i = 0; i < at; i++) pos += state.doc.child(i).nodeSize;
  return pos;
}

async function attempt(make: (tr: Transaction) => Transaction): Promise<boolean> {
  const before = state.doc;
  state = state.apply(make(state.tr));
  await Promise.resolve();
  return !state.doc.eq(before);
}

const action = (text: string) => schema.node('action', { id: null }, [schema.text(text)]);
const heading = () => schema.node('sceneHeading', { id: null }, [schema.text('INT. NEW')]);

it.each<[string, (tr: Transaction) => Transaction]>([
  ['typing in it', (tr) => tr.insertText('x', startOf(3) + 2)],
  ['typing in its heading', (tr) => tr.insertText('x', startOf(2) + 2)],
  ['bold', (tr) => tr.addMark(startOf(3) + 1, startOf(3) + 4, schema.marks.bold?.create() ?? schema.mark('bold'))],
  ['another element', (tr) => tr.setNodeMarkup(startOf(3), schema.nodes.dialogue, { id: IDS[3] })],
  ['a block in its middle', (tr) => tr.insert(startOf(4), action('New.'))],
  ['a block at its end', (tr) => tr.insert(startOf(5), action('New.'))],
  ['a heading in its middle', (tr) => tr.insert(startOf(4), heading())],
  ['removing its last block', (tr) => tr.delete(startOf(4), startOf(5))],
  ['removing all of it', (tr) => tr.delete(startOf(2), startOf(5))],
  ['removing over its beginning', (tr) => tr.delete(startOf(1) + 2, startOf(2) + 3)],
  ['joining the next heading to it', (tr) => tr.join(startOf(5))],
])('[S2] refuses %s, and says which scene it was', async (_what, make) => {
  expect(await attempt(make)).toBe(false);
  expect(refused).toEqual([LOCKED]);
});

it.each<[string, (tr: Transaction) => Transaction]>([
  ['typing above it', (tr) => tr.insertText('x', startOf(1) + 2)],
  ['typing below it', (tr) => tr.insertText('x', startOf(6) + 2)],
  ['a block at the end of the scene above', (tr) => tr.insert(startOf(2), action('New.'))],
  ['a new scene behind it', (tr) => tr.insert(startOf(5), heading())],
])('[S2] takes %s', async (_what, make) => {
  expect(await attempt(make)).toBe(true);
  expect(refused).toEqual([]);
});

it('[S3] takes what others wrote in it, and the caret anywhere', async () => {
  expect(await attempt((tr) => tr.insertText('x', startOf(3) + 2).setMeta(ySyncPluginKey, { isChangeOrigin: true }))).toBe(true);
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, startOf(3) + 2)));
  expect(state.selection.from).toBe(startOf(3) + 2);
  expect(refused).toEqual([]);
});
