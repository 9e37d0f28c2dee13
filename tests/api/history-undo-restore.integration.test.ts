import { runCommand } from '@trashfire/shared/document/commands/command';
import { insertBlocks } from '@trashfire/shared/document/commands/insert-blocks';
import { replaceBlockText } from '@trashfire/shared/document/commands/replace-block-text';
import { documentName } from '@trashfire/shared/document/names';
import { scriptFromFragment } from '@trashfire/shared/document/script-reader';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { newId } from '@trashfire/shared/ids';
import { openDocument } from '@trashfire/shared/realtime/document-session';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type Caller, type StudioApi, startStudioApi } from '../support/studio-api.ts';

let api: StudioApi;
let owner: Caller;
let mio: Caller;

beforeAll(async () => {
  api = await startStudioApi();
  const { teamId } = await api.team();
  owner = await api.person(teamId, 'owner', 'Olga');
  mio = await api.person(teamId, 'editor', 'Mio');
});
afterAll(() => api.stop());

/** An episode that says one line, and how others edit it. */
async function episode() {
  const series = await owner.call('createSeries', {}, { title: 'Harbour' });
  const fountain = 'INT. LAMP ROOM - NIGHT\n\nNao counts the panes.\n';
  const { id } = await owner.call('createEpisode', { seriesId: series.id }, { title: 'One', fountain });
  const name = documentName('episode', id);
  const ticket = async () => (await owner.call('mintTicket', {}, { document: name })).ticket;
  return {
    document: { document: name },
    head: async () => Number((await api.core.prisma.document.findUniqueOrThrow({ where: { id: name } })).headSeq),
    edit: async (change: (doc: Y.Doc) => void) => {
      const session = openDocument({ url: api.collabUrl, name, ticket, origin: api.url, user: null });
      await session.ready;
      change(session.doc);
      await session.durable();
      session.destroy();
    },
    texts: async () => {
      const { doc } = (await api.core.reader.head(name)) ?? {};
      if (doc === undefined) throw new Error('the document is stored');
      const { preamble, scenes } = scriptFromFragment(scriptFragment(doc));
      return [...preamble, ...scenes.flatMap((scene) => scene.blocks)].map((block) => block.text);
    },
  };
}

const lastBlock = (doc: Y.Doc) => (scriptFragment(doc).toArray().at(-1) as Y.XmlElement).getAttribute('id') as string;
const add = (doc: Y.Doc, text: string) =>
  runCommand(doc, insertBlocks, { after: lastBlock(doc), blocks: [{ id: newId(), type: 'action', text }] }, 'test');

it('[H9][H7] a restore is undone by taking back what it did: what others wrote since stays, and twice undoes nothing more', async () => {
  const { document, head, edit, texts } = await episode();
  const then = await head();
  await edit((doc) => {
    runCommand(doc, replaceBlockText, { blockId: lastBlock(doc), text: 'Nao counts nothing.' }, 'test');
    add(doc, 'Too much.');
  });
  const key = newId();
  await mio.call('restore', document, { point: { seq: then }, key });
  await edit((doc) => {
    (scriptFragment(doc).get(1) as Y.XmlElement).insert(0, [new Y.XmlText('Here: ')]);
    add(doc, 'Written since.');
  });
  const stranger = await api.person((await api.team('Others')).teamId, 'owner');
  expect((await stranger.raw('undoRestore', document, { key })).status).toBe(404);
  expect((await mio.raw('undoRestore', document, { key: newId() })).status).toBe(404);
  expect(await mio.call('undoRestore', document, { key })).toEqual({ changed: true, already: false, left: [] });
  expect((await texts()).sort()).toEqual(['Here: Nao counts nothing.', 'Too much.', 'Written since.']);
  const made = await head();
  expect(await mio.call('undoRestore', document, { key })).toEqual({ changed: true, already: true, left: [] });
  expect(await head()).toBe(made);
});

it('[H9] a restore that only took words away is undone too, exactly', async () => {
  const { document, head, edit, texts } = await episode();
  const then = await head();
  await edit((doc) => {
    add(doc, 'One more.');
    add(doc, 'And another.');
  });
  const before = await texts();
  const key = newId();
  await mio.call('restore', document, { point: { seq: then }, key });
  expect(await texts()).toEqual(['Nao counts the panes.']);
  expect(await mio.call('undoRestore', document, { key })).toEqual({ changed: true, already: false, left: [] });
  expect(await texts()).toEqual(before);
});
