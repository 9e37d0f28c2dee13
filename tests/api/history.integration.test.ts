import { randomUUID } from 'node:crypto';
import { appendUpdates } from '@trashfire/prisma/document-log';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { insertBlocks } from '@trashfire/shared/document/commands/insert-blocks';
import { removeShot } from '@trashfire/shared/document/commands/remove-shot';
import { replaceBlockText } from '@trashfire/shared/document/commands/replace-block-text';
import { setSeriesMeta } from '@trashfire/shared/document/commands/set-series-meta';
import { type DocumentName, documentName } from '@trashfire/shared/document/names';
import { seriesRecords } from '@trashfire/shared/document/records';
import { scriptFromFragment } from '@trashfire/shared/document/script-reader';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { newId } from '@trashfire/shared/ids';
import { BUS_CHANNEL, parseBusMessage } from '@trashfire/shared/realtime/bus-messages';
import { type DocumentSession, openDocument } from '@trashfire/shared/realtime/document-session';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type Caller, type StudioApi, startStudioApi } from '../support/studio-api.ts';
import { trimLog } from '../support/trim-log.ts';

let api: StudioApi;
let teamId: string;
let owner: Caller;
let mio: Caller;
const sessions: DocumentSession[] = [];

beforeAll(async () => {
  api = await startStudioApi();
  ({ teamId } = await api.team());
  owner = await api.person(teamId, 'owner', 'Olga');
  mio = await api.person(teamId, 'editor', 'Mio');
});
afterEach(() => {
  for (const session of sessions.splice(0)) session.destroy();
});
afterAll(() => api.stop());

async function episode(fountain = 'INT. LAMP ROOM - NIGHT\n\nNao counts the panes.\n') {
  const series = await owner.call('createSeries', {}, { title: 'Harbour' });
  const { id } = await owner.call('createEpisode', { seriesId: series.id }, { title: 'One', fountain });
  return { id, seriesId: series.id, name: documentName('episode', id), document: { document: documentName('episode', id) } };
}

/** A window of a person. */
async function window(name: DocumentName, who: Caller): Promise<DocumentSession> {
  const ticket = async () => (await who.call('mintTicket', {}, { document: name })).ticket;
  const session = openDocument({ url: api.collabUrl, name, ticket, origin: api.url, user: null });
  sessions.push(session);
  await session.ready;
  return session;
}

const texts = (doc: Y.Doc) => {
  const { preamble, scenes } = scriptFromFragment(scriptFragment(doc));
  return [...preamble, ...scenes.flatMap((scene) => scene.blocks)].map((block) => block.text);
};
const lastBlock = (doc: Y.Doc) => (scriptFragment(doc).toArray().at(-1) as Y.XmlElement).getAttribute('id') as string;
const add = (doc: Y.Doc, text: string, id = newId()) => {
  runCommand(doc, insertBlocks, { after: lastBlock(doc), blocks: [{ id, type: 'action', text }] }, 'test');
  return id;
};
const headOf = async (name: string) => Number((await api.core.prisma.document.findUnique({ where: { id: name } }))?.headSeq);
const edit = async (who: Caller, name: DocumentName, change: (doc: Y.Doc) => void) => {
  const session = await window(name, who);
  change(session.doc);
  await session.durable();
  session.destroy();
  return await headOf(name);
};
const stored = async (name: DocumentName) => {
  const read = await api.core.reader.head(name);
  return texts((read as NonNullable<typeof read>).doc);
};

/** So many statements wait for what somebody else holds. */
const waitingForLock = (count = 1) =>
  eventually(`${count} statements wait`, async () => {
    const { rowCount } = await api.core.pool.query(
      "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
    );
    return rowCount === count;
  });

/** A run of the agent as the log has it: its row, and edits under its name. */
async function agentRun(episodeId: string) {
  const run = await api.core.prisma.agentRun.create({
    data: { teamId, episodeId, askedById: mio.personId, state: 'done', task: 'Write', model: 'test', finishedAt: new Date() },
  });
  const steps = { next: 0 };
  const session = async (name: DocumentName) => {
    const actor = { kind: 'agent' as const, id: run.id, name: 'Ember', color: '#00ffea' };
    const membership = { teamId_personId: { teamId, personId: mio.personId } };
    const { version } = await api.core.prisma.membership.findUniqueOrThrow({ where: membership });
    const opened = await api.core.writer.open(name, { actor, member: mio.personId, version }, null);
    sessions.push(opened);
    await opened.ready;
    return opened;
  };
  const step = async (name: DocumentName, change: (doc: Y.Doc) => void) => {
    const opened = await session(name);
    opened.label({ runId: run.id, step: steps.next++ });
    change(opened.doc);
    await opened.durable();
    opened.destroy();
  };
  return { id: run.id, step };
}

describe('any state of a document', () => {
  it('[H1] is read at a seq and at a time, and refused where it is not', async () => {
    const { name, document } = await episode();
    const first = await headOf(name);
    const between = new Date();
    await eventually('the clock of the database is past that', async () => {
      const { rows } = await api.core.pool.query<{ past: boolean }>("SELECT now() > $1::timestamptz + interval '5 ms' AS past", [
        between,
      ]);
      return rows[0]?.past;
    });
    await edit(mio, name, (doc) => add(doc, 'Rain.'));
    const then = await mio.call('contentAt', document, { point: { seq: first } });
    expect(then.fountain).not.toContain('Rain.');
    expect(await mio.call('contentAt', document, { point: { at: between.toISOString() } })).toEqual(then);
    const now = await mio.call('contentAt', document, { point: { seq: await headOf(name) } });
    expect(now.fountain).toContain('Rain.');
    expect(now.content.records.episodeMeta?.meta?.title).toBe('One');
    expect((await mio.raw('contentAt', document, { point: { seq: 10_000 } })).status).toBe(400);
    expect(await mio.call('contentAt', document, { point: { seq: 0 } })).toMatchObject({
      seq: 0,
      content: { script: [], records: {} },
    });
    const renders = { document: name.replace('episode', 'renders') };
    expect((await mio.raw('contentAt', renders, { point: { seq: 0 } })).status).toBe(404);
  });

  it('[H1][H2] of a trimmed log are left the named ones, which can still be restored; the rest says so', async () => {
    const { name, document } = await episode();
    const early = await edit(mio, name, (doc) => add(doc, 'Draft one.'));
    const version = await mio.call('nameVersion', document, { name: ' First draft ' });
    expect(version).toMatchObject({ name: 'First draft', seq: early, createdBy: { name: 'Mio' } });
    const unnamed = await edit(owner, name, (doc) => add(doc, 'Draft two.'));
    await edit(owner, name, (doc) => add(doc, 'Draft three.'));
    await owner.call('nameVersion', document, { name: 'Now' });
    await trimLog(api.core.pool, name);
    const trimmed = await owner.raw('contentAt', document, { point: { seq: unnamed } });
    expect([trimmed.status, await trimmed.json()]).toEqual([
      409,
      expect.objectContaining({ message: expect.stringContaining('no longer kept') }),
    ]);
    expect((await owner.call('contentAt', document, { point: { seq: early } })).fountain).toContain('Draft one.');
    const { script } = await owner.call('compare', document, { from: { seq: early } });
    expect(script.map(({ change, after }) => [change, after])).toEqual([
      ['added', 'Draft two.'],
      ['added', 'Draft three.'],
    ]);
    // Who wrote what outlives the rows.
    const { authors, script: written } = await owner.call('authorship', document, {});
    const by = (text: string) => authors[written.find((one) => one.text[0]?.text === text)?.by ?? -1]?.name;
    expect([by('Draft one.'), by('Draft two.')]).toEqual(['Mio', 'Olga']);
    expect(await owner.call('restore', document, { point: { seq: early }, key: newId() })).toMatchObject({ changed: true });
    expect(await stored(name)).toEqual(['Nao counts the panes.', 'Draft one.']);
  });
});

describe('named versions', () => {
  it('[H2] are listed, renamed, removed, and no more than the limit', async () => {
    const { document, name } = await episode();
    const made = await mio.call('nameVersion', document, { name: 'A' });
    await mio.call('renameVersion', { versionId: made.id }, { name: 'B' });
    expect((await mio.call('history', document, {})).versions.map((one) => one.name)).toEqual(['B']);
    await mio.call('removeVersion', { versionId: made.id });
    expect((await mio.raw('removeVersion', { versionId: made.id })).status).toBe(404);
    expect((await mio.call('history', document, {})).versions).toEqual([]);
    expect((await mio.raw('nameVersion', document, { name: 'x'.repeat(81) })).status).toBe(400);
    const seq = await headOf(name);
    await api.core.prisma.docVersion.createMany({
      data: Array.from({ length: 99 }, (_, i) => ({ documentId: name, teamId, seq, name: `v${i}`, createdById: mio.personId })),
    });
    const statuses = await Promise.all(
      [1, 2, 3].map(async () => (await mio.raw('nameVersion', document, { name: 'last' })).status),
    );
    expect(statuses.sort()).toEqual([200, 409, 409]);
  });

  it('[H2] beside them stand the sessions of edits, newest first, page by page, with their authors', async () => {
    const { name, document } = await episode('INT. ROOM - DAY\n\nx\n');
    const base = await headOf(name);
    const doc = new Y.Doc();
    const row = (author: string) => {
      let bytes: Uint8Array = new Uint8Array();
      doc.once('update', (update: Uint8Array) => {
        bytes = update;
      });
      doc.getMap('x').set('y', Math.random());
      return { document: name, bytes, actor: { kind: 'person' as const, id: author }, clientIds: [doc.clientID] };
    };
    await appendUpdates(api.core.pool, [row(mio.personId), row(owner.personId), row(mio.personId), row(owner.personId)]);
    // As if they had been written on three days; the log itself lets nobody change a row.
    await api.core.pool.query('ALTER TABLE doc_update DISABLE TRIGGER doc_update_is_final');
    await api.core.pool.query(
      `UPDATE doc_update SET created_at = created_at + make_interval(days => CASE seq - $2 WHEN 1 THEN 1 WHEN 2 THEN 1 WHEN 3 THEN 2 ELSE 3 END)
       WHERE document_id = $1 AND seq > $2`,
      [name, base],
    );
    await api.core.pool.query('ALTER TABLE doc_update ENABLE TRIGGER doc_update_is_final');
    const first = await mio.call('history', document, { limit: 2 });
    const shape = ({ fromSeq, toSeq, edits, authors }: (typeof first.sessions)[number]) => [
      fromSeq - base,
      toSeq - base,
      edits,
      authors.map((author) => author.name).sort(),
    ];
    expect(first.sessions.map(shape)).toEqual([
      [4, 4, 1, ['Olga']],
      [3, 3, 1, ['Mio']],
    ]);
    const second = await mio.call('history', document, { limit: 2, before: first.next ?? 0 });
    expect(second.sessions.map(shape)[0]).toEqual([1, 2, 2, ['Mio', 'Olga']]);
    expect(second.sessions[1]?.authors.map((author) => author.name)).toEqual(['Studio', 'Studio']);
    expect(second.next).toBeNull();
  });
});

describe('restoring', () => {
  it('[H4][H7] is one edit of the person who asks, while others go on typing; repeated with its key it is made once', async () => {
    const { name, document } = await episode();
    const then = await headOf(name);
    const before = await stored(name);
    const written = await edit(owner, name, (doc) => {
      runCommand(doc, replaceBlockText, { blockId: lastBlock(doc), text: 'Nao counts nothing.' }, 'test');
      add(doc, 'Too much.');
    });
    const others = await window(name, owner);
    const key = newId();
    // Held between working the restore out and making it, while somebody types.
    const holder = await api.core.pool.connect();
    await holder.query('BEGIN; LOCK TABLE doc_change IN EXCLUSIVE MODE');
    const restoring = mio.call('restore', document, { point: { seq: then }, key });
    await waitingForLock();
    add(others.doc, 'Typed meanwhile.');
    (scriptFragment(others.doc).get(1) as Y.XmlElement).insert(0, [new Y.XmlText('Here: ')]);
    await others.durable();
    await holder.query('COMMIT');
    holder.release();
    expect(await restoring).toEqual({ to: then, from: written, changed: true, already: false });
    await eventually('the window has it', () => !texts(others.doc).includes('Too much.'));
    expect(before).toEqual(['Nao counts the panes.']);
    expect(texts(others.doc)).toEqual(['Here: Nao counts the panes.', 'Typed meanwhile.']);
    expect(await stored(name)).toEqual(texts(others.doc));
    const head = await headOf(name);
    const rows = await api.core.prisma.docUpdate.findMany({
      where: { documentId: name, seq: { gt: then } },
      orderBy: { seq: 'asc' },
    });
    expect(rows.filter((row) => row.actorKind === 'person' && row.actorId === mio.personId)).toHaveLength(1);
    const repeated = await mio.call('restore', document, { point: { seq: then }, key });
    expect(repeated).toEqual({ to: then, from: written, changed: true, already: true });
    expect(await headOf(name)).toBe(head);
    // A restore of the restore is as good as any.
    others.transact('test', () => scriptFragment(others.doc).delete(0, 1));
    await others.durable();
    await mio.call('restore', document, { point: { seq: head }, key: newId() });
    expect(await stored(name)).toContain('Typed meanwhile.');
  });

  it('[H7] cut off after it was worked out is finished by whoever repeats it, with the same bytes', async () => {
    const { name, document } = await episode();
    const then = await headOf(name);
    await edit(owner, name, (doc) => add(doc, 'Too much.'));
    const key = newId();
    await mio.call('restore', document, { point: { seq: then }, key });
    const row = await api.core.prisma.docUpdate.findFirstOrThrow({ where: { documentId: name }, orderBy: { seq: 'desc' } });
    // As a process leaves it that died after the edit was stored and before that was noted.
    await api.core.prisma.docChange.updateMany({ where: { documentId: name }, data: { bytes: row.bytes, doneAt: null } });
    const head = await headOf(name);
    expect(await mio.call('restore', document, { point: { seq: then }, key })).toMatchObject({ already: true });
    expect(await headOf(name)).toBe(head);
    expect(await stored(name)).toEqual(['Nao counts the panes.']);
    expect(await api.core.prisma.docChange.findFirst({ where: { documentId: name } })).toMatchObject({
      doneAt: expect.any(Date),
    });
    // Two clicks at the same moment.
    await edit(owner, name, (doc) => add(doc, 'Too much again.'));
    const twice = newId();
    const answers = await Promise.all([1, 2].map(() => mio.call('restore', document, { point: { seq: then }, key: twice })));
    expect(answers.map((one) => one.changed)).toEqual([true, true]);
    expect(await stored(name)).toEqual(['Nao counts the panes.']);
    expect((await mio.raw('restore', document, { point: { seq: head }, key: twice })).status).toBe(409);
  });

  it('[H7] by two people at the same moment brings what is missing back once', async () => {
    const { name, document } = await episode();
    const then = await edit(owner, name, (doc) => add(doc, 'Rain.'));
    await edit(owner, name, (doc) => scriptFragment(doc).delete(1, 2));
    const ask = (who: Caller) => who.call('restore', document, { point: { seq: then }, key: newId() });
    const answers = await Promise.all([ask(mio), ask(owner), ask(mio)]);
    expect(answers.map(({ changed }) => changed).sort()).toEqual([false, false, true]);
    expect(await stored(name)).toEqual(['Nao counts the panes.', 'Rain.']);
  });

  it('[H4] to what the document says already writes nothing, and a viewer may look and not restore (R3)', async () => {
    const { name, document } = await episode();
    const head = await headOf(name);
    expect(await mio.call('restore', document, { point: { seq: head }, key: newId() })).toEqual({
      to: head,
      from: head,
      changed: false,
      already: false,
    });
    expect(await headOf(name)).toBe(head);
    const viewer = await api.person(teamId, 'viewer');
    expect((await viewer.raw('contentAt', document, { point: { seq: head } })).status).toBe(200);
    expect((await viewer.raw('restore', document, { point: { seq: 0 }, key: newId() })).status).toBe(403);
    expect((await viewer.raw('nameVersion', document, { name: 'Mine' })).status).toBe(403);
  });
});

describe('undoing a run', () => {
  it('[H5][H7] takes back its steps in both documents and leaves the later edits of people; twice undoes nothing more', async () => {
    const { id, name, seriesId } = await episode();
    const bible = documentName('series', seriesId);
    const run = await agentRun(id);
    let made = '';
    await run.step(name, (doc) => {
      made = add(doc, 'A door slams.');
    });
    await edit(owner, name, (doc) => add(doc, 'Olga waits.'));
    await run.step(name, (doc) => {
      const first = (scriptFragment(doc).get(1) as Y.XmlElement).getAttribute('id') as string;
      runCommand(doc, replaceBlockText, { blockId: first, text: 'Nao counts the broken panes.' }, 'test');
      add(doc, 'Thunder.');
    });
    await run.step(bible, (doc) => runCommand(doc, setSeriesMeta, { logline: 'A storm.' }, 'test'));
    await edit(mio, name, (doc) => {
      const block = scriptFragment(doc)
        .toArray()
        .find((one) => (one as Y.XmlElement).getAttribute('id') === made) as Y.XmlElement;
      (block.get(0) as Y.XmlText).insert(0, 'Far away: ');
    });
    expect(await stored(name)).toEqual(['Nao counts the broken panes.', 'Far away: A door slams.', 'Olga waits.', 'Thunder.']);
    const undone = await owner.call('undoRun', { runId: run.id });
    expect(undone.documents).toEqual([
      { document: name, changed: true, already: false, left: [{ kind: 'block', id: made }] },
      { document: bible, changed: true, already: false, left: [] },
    ]);
    expect(await stored(name)).toEqual(['Nao counts the panes.', 'Far away:', 'Olga waits.']);
    const series = await api.core.reader.head(bible);
    expect(seriesRecords((series as NonNullable<typeof series>).doc).meta).toMatchObject({ title: 'Harbour', logline: '' });
    const heads = [await headOf(name), await headOf(bible)];
    const again = await owner.call('undoRun', { runId: run.id });
    expect(again.documents.map(({ already }) => already)).toEqual([true, true]);
    expect([await headOf(name), await headOf(bible)]).toEqual(heads);
    // The log says whose edit it was.
    const last = await api.core.prisma.docUpdate.findFirstOrThrow({ where: { documentId: name }, orderBy: { seq: 'desc' } });
    expect(last).toMatchObject({ actorKind: 'person', actorId: owner.personId, runId: null });
  });

  it('[H5] is refused while the run goes on, past a trimmed log, and for another team’s', async () => {
    const { id, name } = await episode();
    const run = await agentRun(id);
    await run.step(name, (doc) => add(doc, 'A door slams.'));
    await api.core.prisma.agentRun.update({ where: { id: run.id }, data: { state: 'running', finishedAt: null } });
    expect((await mio.raw('undoRun', { runId: run.id })).status).toBe(409);
    await api.core.prisma.agentRun.update({ where: { id: run.id }, data: { state: 'done', finishedAt: new Date() } });
    expect((await mio.raw('undoRun', { runId: randomUUID() })).status).toBe(404);
    const stranger = await api.person((await api.team('Others')).teamId, 'owner');
    expect((await stranger.raw('undoRun', { runId: run.id })).status).toBe(404);
    await mio.call('nameVersion', { document: name }, { name: 'Kept' });
    await trimLog(api.core.pool, name);
    const trimmed = await mio.raw('undoRun', { runId: run.id });
    expect([trimmed.status, await trimmed.json()]).toEqual([
      409,
      expect.objectContaining({ message: expect.stringContaining('older than the log') }),
    ]);
  });
});

describe('who and what', () => {
  it('[H3][H6] authors by name, an agent with who asked it, and the changes between two states', async () => {
    const { id, name, document } = await episode();
    const from = await headOf(name);
    const run = await agentRun(id);
    await run.step(name, (doc) => add(doc, 'A door slams.'));
    await run.step(name, (doc) => add(doc, 'Thunder.'));
    await edit(mio, name, (doc) => add(doc, 'Rain.'));
    const who = await owner.call('authorship', document, { first: 2, blocks: 10 });
    const { authors, script, total } = who;
    expect(total).toBe(5);
    const said = script.map((block) =>
      block.text.map(({ text, by }) => [text, authors[by ?? -1]?.name, authors[by ?? -1]?.step]),
    );
    expect(said).toEqual([
      [['A door slams.', 'Ember, asked by Mio', 0]],
      [['Thunder.', 'Ember, asked by Mio', 1]],
      [['Rain.', 'Mio', null]],
    ]);
    const changes = await owner.call('compare', document, { from: { seq: from } });
    expect(changes.script.map(({ change, after, by }) => [change, after, by.map((author) => author.name)])).toEqual([
      ['added', 'A door slams.', ['Ember, asked by Mio']],
      ['added', 'Thunder.', ['Ember, asked by Mio']],
      ['added', 'Rain.', ['Mio']],
    ]);
    const back = await owner.call('compare', document, { from: { seq: await headOf(name) }, to: { seq: from } });
    expect(back.script.map(({ change }) => change)).toEqual(['removed', 'removed', 'removed']);
    await trimLog(api.core.pool, name);
    expect(await owner.call('authorship', document, { first: 2, blocks: 10 })).toEqual(who);
  });
});

describe('deleting an episode', () => {
  it('[H8] tells its rooms when it goes to the trash; removed from there it leaves nothing, and lets nothing be written back', async () => {
    const { id, name, document } = await episode();
    await mio.call('nameVersion', document, { name: 'Kept' });
    await edit(mio, name, (doc) => add(doc, 'Rain.'));
    await mio.call('restore', document, { point: { seq: 1 }, key: newId() });
    const open = await window(name, mio);
    const renders = documentName('renders', id);
    await api.core.writer
      .write(renders, 'render', (doc) => runCommand(doc, removeShot, { id: newId() }, 'test'))
      .catch(() => undefined);
    const rung: string[] = [];
    const listener = await api.core.pool.connect();
    listener.on('notification', ({ payload = '' }) => rung.push(payload));
    await listener.query(`LISTEN ${BUS_CHANNEL}`);
    await owner.call('deleteEpisode', { episodeId: id });
    const told = (document: string) => rung.some((text) => parseBusMessage(text)?.kind === 'document' && text.includes(document));
    await eventually('the bell rang for both', () => told(name) && told(renders));
    listener.release(true);
    await eventually('the window is told', () => open.status.closeReason?.code === 4404);
    const { pool } = api.core;
    const left = async () => {
      const tables = ['doc_update', 'doc_snapshot', 'doc_version', 'doc_author', 'doc_write_key', 'doc_change'];
      const counts = await Promise.all(
        tables.map(async (table) => {
          const { rows } = await pool.query<{ n: string }>(`SELECT count(*) AS n FROM ${table} WHERE document_id = ANY($1)`, [
            [name, renders],
          ]);
          return Number(rows[0]?.n);
        }),
      );
      return counts;
    };
    expect((await left())[0]).toBeGreaterThan(0);
    await owner.call('purgeEpisode', { episodeId: id });
    expect(await left()).toEqual([0, 0, 0, 0, 0, 0]);
    // A node that had it open: its rows, its snapshot, a version, and the document itself made anew.
    const row = { document: name, bytes: new Uint8Array([0, 0]), actor: { kind: 'person' as const, id: 'p' }, clientIds: [] };
    expect(await appendUpdates(pool, [row])).toEqual([{ state: 'deleted', seq: null }]);
    await pool.query(
      `INSERT INTO doc_snapshot (document_id, seq, team_id, bytes, state_vector, sha256) SELECT id, 1, team_id, 'x', '', repeat('0', 64) FROM document WHERE id = $1`,
      [name],
    );
    await pool.query(`INSERT INTO doc_version (document_id, team_id, seq, name, created_by) VALUES ($1, $2, 1, 'x', $3)`, [
      name,
      teamId,
      mio.personId,
    ]);
    expect(await left()).toEqual([0, 0, 0, 0, 0, 0]);
    expect((await mio.raw('history', document, {})).status).toBe(404);
  });

  it('[H8] waits for who is writing a snapshot at that moment, and takes it too', async () => {
    const { id, name } = await episode();
    const { pool } = api.core;
    const holder = await pool.connect();
    await holder.query('SELECT pg_advisory_lock(7)');
    // Holds an insert where it has found the document alive and has not written yet.
    await pool.query(`CREATE FUNCTION pause_here() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_advisory_xact_lock(7); RETURN NEW; END $$;
      CREATE TRIGGER zz_pause BEFORE INSERT ON doc_snapshot FOR EACH ROW EXECUTE FUNCTION pause_here()`);
    const writing = pool.query(
      `INSERT INTO doc_snapshot (document_id, seq, team_id, bytes, state_vector, sha256) SELECT id, 1, team_id, 'x', '', repeat('0', 64) FROM document WHERE id = $1`,
      [name],
    );
    await waitingForLock();
    await owner.call('deleteEpisode', { episodeId: id });
    const deleting = owner.call('purgeEpisode', { episodeId: id });
    await Promise.race([deleting, waitingForLock(2)]);
    await holder.query('SELECT pg_advisory_unlock(7)');
    holder.release();
    await Promise.all([writing, deleting]);
    await pool.query('DROP TRIGGER zz_pause ON doc_snapshot');
    expect(await api.core.prisma.docSnapshot.count({ where: { documentId: name } })).toBe(0);
  });

  it('[H8] what lay in the trash for 30 days is removed by the sweep, a series with all its episodes', async () => {
    const { id, seriesId, name } = await episode();
    await api.core.prisma.document.updateMany({
      where: { id: name },
      data: { deletedAt: new Date(Date.now() - 30 * 86_400_000 - 1000) },
    });
    expect(await api.core.prisma.docUpdate.count({ where: { documentId: name } })).toBeGreaterThan(0);
    await api.core.erasure.sweep();
    expect(await api.core.prisma.docUpdate.count({ where: { documentId: name } })).toBe(0);
    await owner.call('deleteSeries', { seriesId });
    await api.core.erasure.sweep();
    expect(await api.core.prisma.document.count({ where: { id: documentName('series', seriesId), purgedAt: null } })).toBe(1);
    await owner.call('purgeSeries', { seriesId });
    const names = [documentName('series', seriesId), name, documentName('renders', id)];
    expect(await api.core.prisma.docUpdate.count({ where: { documentId: { in: names } } })).toBe(0);
    expect(await api.core.prisma.document.count({ where: { id: { in: names }, purgedAt: null } })).toBe(0);
  });
});
