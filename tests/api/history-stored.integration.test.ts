import { runCommand } from '@trashfire/shared/document/commands/command';
import { insertBlocks } from '@trashfire/shared/document/commands/insert-blocks';
import { type DocumentName, documentName } from '@trashfire/shared/document/names';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { newId } from '@trashfire/shared/ids';
import { openDocument } from '@trashfire/shared/realtime/document-session';
import { eventually } from '@trashfire/shared/testing/eventually';
import { expect, it, onTestFinished } from 'vitest';
import type * as Y from 'yjs';
import { type Caller, startStudioApi } from '../support/studio-api.ts';

it('[H7] a restore that only takes away, and that the room has from a try before, is done when it is in the log (R1)', async () => {
  const api = await startStudioApi();
  onTestFinished(() => api.stop());
  const { teamId } = await api.team();
  const [olga, mio] = [await api.person(teamId, 'owner', 'Olga'), await api.person(teamId, 'editor', 'Mio')];
  const window = async (name: DocumentName, who: Caller) => {
    const ticket = async () => (await who.call('mintTicket', {}, { document: name })).ticket;
    const session = openDocument({ url: api.collabUrl, name, ticket, origin: api.url, user: null });
    await session.ready;
    return session;
  };
  const series = await olga.call('createSeries', {}, { title: 'Harbour' });
  const fountain = 'INT. LAMP ROOM - NIGHT\n\nNao counts the panes.\n';
  const { id } = await olga.call('createEpisode', { seriesId: series.id }, { title: 'One', fountain });
  const name = documentName('episode', id);
  const head = async () => Number((await api.core.prisma.document.findUniqueOrThrow({ where: { id: name } })).headSeq);
  const then = await head();
  const others = await window(name, olga);
  onTestFinished(() => others.destroy());
  const script = scriptFragment(others.doc);
  const after = (script.get(script.length - 1) as Y.XmlElement).getAttribute('id') as string;
  runCommand(others.doc, insertBlocks, { after, blocks: [{ id: newId(), type: 'action', text: 'Too much.' }] }, 'test');
  await others.durable();
  const long = await head();

  // Nothing is committed to the document meanwhile, while the rest of the database works.
  const holder = await api.core.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM document WHERE id = $1 FOR NO KEY UPDATE', [name]);
  others.transact('test', () => script.delete(script.length - 1, 1));
  await eventually('the room wants to commit it', async () => {
    const { rowCount } = await api.core.pool.query(
      "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
    );
    return (rowCount ?? 0) > 0;
  });
  let early: number | null = null;
  const restoring = mio.call('restore', { document: name }, { point: { seq: then }, key: newId() }).then(async (answer) => {
    early = await head();
    return answer;
  });
  // It stays in the room for an answer: one that left before would never be found there.
  await eventually('it is in the room', async () => {
    const metrics = await (await fetch(`${api.collabUrl.replace('ws:', 'http:')}/metrics`)).text();
    return metrics.includes('\ncollab_sockets 2\n');
  });
  for (let n = 0; n < 3; n++) (await window(name, mio)).destroy();
  await holder.query('COMMIT');
  holder.release();
  expect(await restoring).toMatchObject({ changed: true });
  expect(early).toBe(long + 1);
});
