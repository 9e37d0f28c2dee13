import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { addCanonFact } from '@trashfire/shared/document/commands/add-canon-fact';
import { addShot } from '@trashfire/shared/document/commands/add-shot';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { removeCharacter } from '@trashfire/shared/document/commands/remove-character';
import { removeShot } from '@trashfire/shared/document/commands/remove-shot';
import { replaceBlockText } from '@trashfire/shared/document/commands/replace-block-text';
import { updateCharacter } from '@trashfire/shared/document/commands/update-character';
import { updateShot } from '@trashfire/shared/document/commands/update-shot';
import { episodeRecords, seriesRecords } from '@trashfire/shared/document/records';
import { scriptFromFragment } from '@trashfire/shared/document/script-reader';
import { timelineOf } from '@trashfire/shared/document/timeline';
import { readRecord, scriptFragment } from '@trashfire/shared/document/ydoc';
import { readPresence } from '@trashfire/shared/realtime/presence';
import { eventually } from '@trashfire/shared/testing/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { AgentHarness } from './support.ts';

const script = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const LAMP = script('api/src/features/demo/scripts/the-lamp-was-on.fountain');
const CARRIAGE = script('api/src/features/demo/scripts/the-last-carriage.fountain');
const LONG = script('tests/support/scripts/salvage-nine-lives.fountain');

let studio: AgentHarness;
beforeAll(async () => {
  studio = await AgentHarness.start();
});
afterAll(() => studio.close());

const linesOf = (doc: Y.Doc) =>
  scriptFromFragment(scriptFragment(doc)).scenes.flatMap((scene) =>
    scene.blocks.filter((block) => block.type === 'dialogue' && block.text !== '').map((block) => block.id),
  );

describe('a breakdown', () => {
  it('fills the bible, the board and the cut, in steps the room can read', async () => {
    const ines = await studio.person('Ines');
    const episode = await studio.episode(LAMP);
    const run = await studio.run(ines, episode, 'Break the script down');
    expect(run).toMatchObject({ state: 'done', reason: null, model: 'offline drafter', cost: '0' });
    expect(run.steps.map((step) => step.state)).toEqual(['done', 'done', 'done', 'done', 'done']);
    expect(run.steps.map((step) => step.label)).toEqual([
      'Read 3 scenes',
      '4 characters, 3 places into the bible',
      expect.stringMatching(/^Scene 1: \d+ shots$/),
      expect.stringMatching(/^Scene 2: \d+ shots$/),
      expect.stringMatching(/^Scene 3: \d+ shots$/),
    ]);
    expect(run.text).toBe(studio.tokensOf(run.id));
    expect(run.offers.length).toBeGreaterThan(0);

    const episodeDoc = await studio.collab.stored(episode.script);
    const records = episodeRecords(episodeDoc);
    expect(records.shots.flatMap((shot) => shot.lines).sort()).toEqual(linesOf(episodeDoc).sort());
    expect(timelineOf(records)).toMatchObject({ unclipped: [] });
    expect(records.scenes.every((scene) => scene.locationId !== null && scene.status === 'boarded')).toBe(true);
    const bible = seriesRecords(await studio.collab.stored(episode.bible));
    expect(bible.characters.map((character) => character.name).sort()).toEqual(['KITE', 'NAO', 'PIM', 'SORREL']);
    const known = new Set(bible.characters.map((character) => character.id));
    expect(records.shots.every((shot) => shot.cast.every((member) => known.has(member.characterId)))).toBe(true);

    const rows = await studio.collab.pool.query('SELECT run_id, step FROM doc_update WHERE actor_kind = $1 AND actor_id = $2', [
      'agent',
      run.id,
    ]);
    expect(rows.rows.every((row) => row.run_id === run.id && row.step !== null)).toBe(true);
    expect(rows.rows).toHaveLength(4);
    const chat = await studio.prisma.chatMessage.findMany({ where: { runId: run.id }, orderBy: { createdAt: 'asc' } });
    expect(chat.map((message) => [message.authorId, message.text])).toEqual([
      [ines.id, 'Break the script down'],
      [null, run.text],
    ]);
  });

  it('keeps shots that people made and fills in only what nobody said', async () => {
    const person = await studio.person('Ines');
    const episode = await studio.episode(LAMP);
    const session = await studio.open(person, episode.script);
    const [first] = scriptFromFragment(scriptFragment(session.doc)).scenes;
    const shot = {
      id: '0HAND0000001',
      sceneId: first?.headingId ?? '',
      title: 'Mine',
      size: 'CU' as const,
      angle: 'eye' as const,
      move: 'hold' as const,
      action: '',
      cast: [],
      lines: [],
      locationId: null,
      timeOfDay: null,
      weather: null,
      prop: null,
      seed: 1,
    };
    runCommand(session.doc, addShot, { shot, before: null, clip: null }, 'test');
    await session.durable();
    const run = await studio.run(person, episode, 'break it down');
    expect(run.state).toBe('done');
    await eventually('all is here', () => episodeRecords(session.doc).shots.length > 8);
    const mine = episodeRecords(session.doc).shots.filter((one) => one.sceneId === first?.headingId);
    expect(mine.map((one) => one.id)).toEqual([shot.id]);
    expect(run.offers).toContainEqual({ label: 'Board scene 1 again', ask: 'Board scene 1 again' });

    const again = await studio.run(person, episode, 'Board scene 1 again');
    expect(again.steps.map((step) => step.tool)).toEqual(['read_script', 'break_down', 'board_scene']);
    await eventually('scene 1 is boarded', () => readRecord(session.doc, 'shots', shot.id) === null);
  });

  it.each(['break it down', 'Break the script down again'])('run a second time it edits nothing of people: %s', async (task) => {
    const person = await studio.person('Ines');
    const episode = await studio.episode(LAMP);
    await studio.run(person, episode, 'break it down');
    const session = await studio.open(person, episode.script);
    const [changed, deleted] = episodeRecords(session.doc).shots;
    runCommand(session.doc, updateShot, { id: changed?.id ?? '', patch: { title: 'My own', size: 'ECU' } }, 'test');
    runCommand(session.doc, removeShot, { id: deleted?.id ?? '' }, 'test');
    await session.durable();
    const series = await studio.open(person, episode.bible);
    const nao = seriesRecords(series.doc).characters.find((character) => character.name === 'NAO');
    runCommand(series.doc, updateCharacter, { id: nao?.id ?? '', patch: { name: 'NAOMI' } }, 'test');
    await series.durable();
    const before = JSON.stringify(episodeRecords(session.doc));
    const cast = JSON.stringify(seriesRecords(series.doc).characters);
    const run = await studio.run(person, episode, task);
    expect(run.state).toBe('done');
    expect(run.steps.map((step) => step.label)).toContain('0 characters, 0 places into the bible');
    expect(JSON.stringify(episodeRecords(await studio.collab.stored(episode.script)))).toBe(before);
    expect(JSON.stringify(seriesRecords(await studio.collab.stored(episode.bible)).characters)).toBe(cast);
    expect(run.text).toContain('left the board as it is');
  });

  it('boards a named scene and no other', async () => {
    const person = await studio.person('Ines');
    const episode = await studio.episode(LAMP);
    const run = await studio.run(person, episode, 'Please board scene 2');
    expect(run.steps.at(-1)?.label).toMatch(/^Scene 2: /);
    const doc = await studio.collab.stored(episode.script);
    const second = scriptFromFragment(scriptFragment(doc)).scenes[1]?.headingId;
    const bible = seriesRecords(await studio.collab.stored(episode.bible));
    expect(bible.characters.map((character) => character.name).sort()).toEqual(['KITE', 'NAO', 'SORREL']);
    expect(bible.locations.map((location) => location.name)).toEqual(['LAMP ROOM']);
    expect(new Set(episodeRecords(doc).shots.map((shot) => shot.sceneId))).toEqual(new Set([second]));
  });

  it('loses no character of a person who types in the same script meanwhile, who sees the agent there', async () => {
    const person = await studio.person('Ines');
    const episode = await studio.episode(LONG);
    const session = await studio.open(person, episode.script);
    const block = scriptFromFragment(scriptFragment(session.doc)).scenes[0]?.blocks.find((one) => one.type === 'action');
    const places = new Set<string>();
    session.awareness.on('change', () => {
      for (const state of session.awareness.getStates().values()) {
        const presence = readPresence(state);
        if (presence?.user.kind === 'agent')
          places.add(`${presence.user.name} ${presence.user.color} ${presence.place?.room ?? ''}`);
      }
    });
    const { id } = await studio.ask(person, episode, 'Break the script down');
    let over = false;
    const running = studio.execute(id, { paceMs: 3 }).finally(() => {
      over = true;
    });
    let typed = '';
    await eventually('the run is over', async () => {
      typed += 'abcdefghij'[typed.length % 10] ?? '';
      runCommand(session.doc, replaceBlockText, { blockId: block?.id ?? '', text: `${block?.text ?? ''} ${typed}` }, 'test');
      return over;
    });
    await running;
    await session.durable();
    expect((await studio.view(id, episode)).state).toBe('done');
    const stored = scriptFromFragment(scriptFragment(await studio.collab.stored(episode.script)));
    expect(stored.scenes[0]?.blocks.find((one) => one.id === block?.id)?.text).toBe(`${block?.text ?? ''} ${typed}`);
    expect(typed.length).toBeGreaterThan(10);
    expect([...places]).toEqual(expect.arrayContaining(['Ember #00ffea script', 'Ember #00ffea storyboard']));
  });
});

describe('Stop', () => {
  it('ends words and edits: once it is answered none comes any more', async () => {
    const person = await studio.person('Ines');
    const episode = await studio.episode(LONG);
    const { id } = await studio.ask(person, episode, 'Break the script down');
    const running = studio.execute(id, { paceMs: 20 });
    await eventually('it speaks', () => studio.tokensOf(id).length > 20);
    const stopped = await studio.service.stop(studio.collab.team, id);
    const said = studio.tokensOf(id);
    const edits = async () =>
      (await studio.collab.pool.query('SELECT count(*)::int AS n FROM doc_update WHERE run_id = $1', [id])).rows[0];
    const before = await edits();
    await running;
    expect(stopped.state).toBe('stopped');
    expect(stopped.reason).toMatch(/^Stopped\./);
    expect(studio.tokensOf(id)).toBe(said);
    expect(await edits()).toEqual(before);
    expect((await studio.view(id, episode)).steps.every((step) => ['done', 'skipped'].includes(step.state))).toBe(true);
  });

  it('reaches a run of another process through its row', async () => {
    const person = await studio.person('Ines');
    const episode = await studio.episode(LONG);
    const { id } = await studio.ask(person, episode, 'Break the script down');
    const running = studio.execute(id, { paceMs: 50 });
    await eventually('it speaks', () => studio.tokensOf(id).length > 5);
    await studio.prisma.agentRun.update({ where: { id }, data: { stopRequestedAt: new Date() } });
    await running;
    expect((await studio.view(id, episode)).state).toBe('stopped');
  });

  it('takes a waiting run out, and is kept out of other teams', async () => {
    const person = await studio.person('Ines');
    const episode = await studio.episode(LAMP);
    const { id } = await studio.ask(person, episode, 'Break the script down');
    await expect(studio.service.stop('00000000-0000-0000-0000-000000000000', id)).rejects.toMatchObject({ code: 'not-found' });
    const stopped = await studio.service.stop(studio.collab.team, id);
    expect(stopped).toMatchObject({ state: 'stopped', reason: 'Stopped before it began.', steps: [], text: '' });
    await studio.execute(id);
    expect((await studio.view(id, episode)).steps).toEqual([]);
  });
});

describe('rights', () => {
  it.each(['viewer', 'commenter'] as const)('a %s cannot ask', async (role) => {
    const person = await studio.person('Ben', role);
    const episode = await studio.episode(LAMP);
    await expect(studio.ask(person, episode, 'Break the script down', role)).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await studio.prisma.chatMessage.count({ where: { episodeId: episode.id } })).toBe(0);
  });

  it('who lost the right between asking and running edits nothing', async () => {
    const person = await studio.person('Ben');
    const episode = await studio.episode(LAMP);
    const { id } = await studio.ask(person, episode, 'Break the script down');
    await studio.collab.pool.query("UPDATE membership SET role = 'viewer' WHERE person_id = $1", [person.id]);
    await studio.execute(id);
    const refused = { state: 'failed', reason: expect.stringContaining('role'), steps: [], text: '' };
    expect(await studio.view(id, episode)).toMatchObject(refused);
    expect(episodeRecords(await studio.collab.stored(episode.script)).shots).toEqual([]);
  });

  it('who loses it in the middle is obeyed at once', async () => {
    const person = await studio.person('Ben');
    const episode = await studio.episode(LONG);
    const { id } = await studio.ask(person, episode, 'Break the script down');
    const running = studio.execute(id, { paceMs: 20 });
    await eventually('it speaks', () => studio.tokensOf(id).length > 20);
    await studio.collab.pool.query("UPDATE membership SET role = 'viewer' WHERE person_id = $1", [person.id]);
    await running;
    expect((await studio.view(id, episode)).state).toBe('failed');
  });
});

describe('R6: a process that dies', () => {
  it('its job, handed out again, finishes what was planned and edits nothing twice', async () => {
    const person = await studio.person('Ines');
    const episode = await studio.episode(LAMP);
    const run = await studio.run(person, episode, 'Break the script down');
    const before = JSON.stringify(episodeRecords(await studio.collab.stored(episode.script)));
    // As a kill between the commit of a step and its row leaves it; the steps behind it had not begun.
    const { id } = run;
    await studio.prisma.agentStep.updateMany({ where: { runId: id, index: { gte: 2 } }, data: { state: 'planned' } });
    await studio.prisma.agentStep.updateMany({ where: { runId: id, index: 1 }, data: { state: 'running' } });
    await studio.prisma.agentRun.update({ where: { id }, data: { state: 'running', finishedAt: null } });
    // What somebody took out meanwhile does not come back.
    const bible = await studio.open(person, episode.bible);
    const pim = seriesRecords(bible.doc).characters.find((character) => character.name === 'PIM');
    runCommand(bible.doc, removeCharacter, { id: pim?.id ?? '' }, 'test');
    await bible.durable();
    await studio.execute(id, { takeoverMs: 0 });
    const resumed = await studio.view(id, episode);
    expect(resumed.state).toBe('done');
    expect(resumed.steps.every((step) => step.state === 'done')).toBe(true);
    expect(JSON.stringify(episodeRecords(await studio.collab.stored(episode.script)))).toBe(before);
    const left = seriesRecords(await studio.collab.stored(episode.bible)).characters.map((character) => character.name);
    expect(left.sort()).toEqual(['KITE', 'NAO', 'SORREL']);
    const rows = await studio.collab.pool.query('SELECT write_key FROM doc_update WHERE run_id = $1', [id]);
    expect(new Set(rows.rows.map((row) => row.write_key)).size).toBe(rows.rows.length);
  });

  it('a run that beats is not taken over; one that nobody takes over is ended with the reason', async () => {
    const person = await studio.person('Ines');
    const episode = await studio.episode(LAMP);
    const { id } = await studio.ask(person, episode, 'Break the script down');
    await studio.prisma.agentRun.update({ where: { id }, data: { state: 'running', startedAt: new Date() } });
    await studio.execute(id);
    expect((await studio.view(id, episode)).state).toBe('running');
    expect(await studio.service.sweep()).toBe(0);
    await studio.collab.pool.query("UPDATE agent_run SET updated_at = now() - interval '1 hour' WHERE id = $1", [id]);
    expect(await studio.service.sweep()).toBe(1);
    expect(await studio.view(id, episode)).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('nothing is half-done'),
      offers: [{ label: 'Go on', ask: 'Break the script down' }],
    });
  });
});

describe('what else it does, and does not', () => {
  it('finds the slip planted in the demo series, and only that', async () => {
    const person = await studio.person('Ines');
    const first = await studio.episode(LAMP);
    const second = await studio.episode(CARRIAGE, 2, first.seriesId);
    const bible = await studio.open(person, first.bible);
    const facts = [
      'The lighthouse has been dark for nine years before episode one.',
      'Nao gives the yellow scarf to Pim on the rooftop in episode one; from then on Pim wears it.',
    ];
    facts.forEach((text, i) => {
      runCommand(bible.doc, addCanonFact, { fact: { id: `0CAN0000000${i}`, text, episodeId: null } }, 'test');
    });
    await bible.durable();
    expect((await studio.run(person, first, 'Check continuity against canon')).text).toContain(
      'Nothing in this episode contradicts',
    );
    const run = await studio.run(person, second, 'Check continuity against canon');
    expect(run.text).toMatch(/\[Scene 1\]\(scene:[0-9A-Z]{12}\): “Nao tightens the yellow scarf round her neck/);
    expect(run.text.match(/But canon says/g)).toHaveLength(1);
  });

  it('lists the cast with the scenes they are in', async () => {
    const person = await studio.person('Ines');
    const run = await studio.run(person, await studio.episode(LAMP), 'Who is in it?');
    const cited = (number: number) => `\\[${number}\\]\\(scene:[0-9A-Z]{12}\\)`;
    expect(run.text).toMatch(new RegExp(`NAO: 7 lines in scenes ${cited(1)}, ${cited(2)} and ${cited(3)}`));
  });

  it('lists the places with the scenes that play there, and offers no check against a canon that is empty', async () => {
    const person = await studio.person('Ines');
    const run = await studio.run(person, await studio.episode(CARRIAGE), 'List the places and where they appear');
    expect(run).toMatchObject({ state: 'done', steps: [{ label: 'List the places and where they appear', state: 'done' }] });
    expect(run.text).toMatch(/: scenes? \[1\]\(scene:/);
    expect(run.offers.map(({ ask }) => ask)).toEqual(['Break the script down', 'List the cast and where they appear']);
  });

  it.each(['Write a scene about a storm', 'hello'])('says what it can do and offers three things: %s', async (task) => {
    const person = await studio.person('Ines');
    const run = await studio.run(person, await studio.episode(LAMP), task);
    expect(run.state).toBe('done');
    expect(run.text).toContain('offline drafter');
    expect(run.offers).toHaveLength(3);
    expect(run.steps).toEqual([]);
  });

  it('says so when there is no scene yet', async () => {
    const person = await studio.person('Ines');
    const run = await studio.run(person, await studio.episode('Just a note to self.\n'), 'Break the script down');
    expect(run).toMatchObject({ state: 'done', text: expect.stringContaining('no scene') });
  });
});
