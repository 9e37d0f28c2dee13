import type { AskContext, AskRef } from '@trashfire/shared/api/ask-context';
import { episodeRecords, seriesRecords } from '@trashfire/shared/document/records';
import { scriptFromFragment } from '@trashfire/shared/document/script-reader';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Mind, ToolOutcome, Turn } from '../../api/src/agent/mind.ts';
import type { Person } from '../../collab-server/src/testing/harness.ts';
import { AgentHarness, type Episode } from './support.ts';

const SCRIPT = `INT. LAMP ROOM - NIGHT

NAO (19) winds the lamp.

NAO
It was on all night.

EXT. PIER - DAY

KITE (40) ties a boat.

KITE
Nobody came.
`;

let studio: AgentHarness;
let person: Person;
let episode: Episode;

beforeAll(async () => {
  studio = await AgentHarness.start();
});
afterAll(() => studio.close());
beforeEach(async () => {
  person = await studio.person('Ines');
  episode = await studio.episode(SCRIPT);
});

const scenesOf = async () => scriptFromFragment(scriptFragment(await studio.collab.stored(episode.script))).scenes;
const shotsOf = async () => episodeRecords(await studio.collab.stored(episode.script)).shots;

function pointing(refs: Partial<AskRef>[], mode: AskContext['mode'] = 'edit'): AskContext {
  return { mode, refs: refs.map((ref) => ({ kind: 'scene', id: '0000000000ZZ', label: 'Scene 9', pinned: true, ...ref })) };
}

/** A model that does what it is told here, and keeps what came of it. */
function doing(work: (turn: Turn) => AsyncIterable<ToolOutcome>, outcomes: ToolOutcome[]): Mind {
  return {
    label: 'test',
    async think(turn) {
      for await (const outcome of work(turn)) outcomes.push(outcome);
    },
  };
}

describe('the local showrunner heeds what was pointed at', () => {
  it('a pinned scene is the scene that is boarded', async () => {
    const [, second] = await scenesOf();
    const id = second?.headingId ?? '';
    const run = await studio.run(person, episode, 'Break this down', { context: pointing([{ id, label: 'Scene 2' }]) });
    expect(run).toMatchObject({ state: 'done', context: { refs: [{ id }] } });
    expect(new Set((await shotsOf()).map(({ sceneId }) => sceneId))).toEqual(new Set([id]));
    expect(run.steps.at(-1)).toMatchObject({ tool: 'board_scene', about: [{ kind: 'scene', id }], ms: expect.any(Number) });
    expect(run.text).toMatch(/from \[shot 2A\]\(shot:[0-9A-Z]{12}\) on/);
  });

  it('shots alone are told of, and nothing is made for their scene', async () => {
    await studio.run(person, episode, 'Break the script down');
    const before = await shotsOf();
    const shot = before[0];
    const context = pointing([{ kind: 'shot', id: shot?.id ?? '', label: 'Shot 1A', pinned: false }]);
    const told = await studio.run(person, episode, 'Describe these shots', { context });
    expect(told.text).toContain(`[Shot 1A](shot:${shot?.id})`);
    expect(told.text).not.toContain('Shot 1B');
    const refused = await studio.run(person, episode, 'Board these shots again', { context });
    expect(refused).toMatchObject({ state: 'done', steps: [], offers: [{ ask: 'Board scene 1' }] });
    expect(refused.text).toContain('Only shot 1A was asked for');
    expect(await shotsOf()).toEqual(before);
  });

  it('a question changes nothing and says what would be made', async () => {
    const run = await studio.run(person, episode, 'Break the script down', { context: pointing([], 'ask') });
    expect(run).toMatchObject({ state: 'done', steps: [], offers: [{ ask: 'Break the script down' }] });
    expect(run.text).toMatch(/^You asked, so nothing is changed\. A breakdown would make \d+ shots in 2 scenes/);
    expect(await shotsOf()).toEqual([]);
  });

  it('the cast of the scene that was pointed at, found words with their scenes, and what the scenes are about', async () => {
    const [first, second] = await scenesOf();
    const cast = await studio.run(person, episode, 'List the cast and where they appear', {
      context: pointing([{ id: second?.headingId ?? '' }]),
    });
    expect(cast.text).toContain('KITE: 1 line in scene [2]');
    expect(cast.text).not.toContain('NAO');
    const found = await studio.run(person, episode, 'Find “all night”');
    expect(found.text).toMatch(/“all night” stands in 1 place:\n\n- \[Scene 1\]\(line:[0-9A-Z]{12}\): It was on all night\./);
    const recap = await studio.run(person, episode, 'Recap the episode');
    expect(recap.text).toContain(`[Scene 1](scene:${first?.headingId}) INT. LAMP ROOM - NIGHT: `);
    expect(recap.text).toContain('not boarded');
  });
});

describe('whatever drives the run', () => {
  it('of a scene, edits outside the shots that were pointed at are refused with the reason', async () => {
    await studio.run(person, episode, 'Break the script down');
    const [one, two] = await shotsOf();
    const update = (shotId: string) => ({ tool: 'update_shot', args: { shotId, change: { title: 'Darker' } } });
    const outcomes: ToolOutcome[] = [];
    const by = doing((turn) => turn.call([update(one?.id ?? ''), update(two?.id ?? '')]), outcomes);
    const context = pointing([{ kind: 'shot', id: one?.id ?? '', label: 'Shot 1A', pinned: false }]);
    await studio.run(person, episode, 'Make these shots darker', { context, by });
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false]);
    expect(outcomes[1]?.detail).toBe('Only shot 1A was asked for. Offer the rest instead.');
    expect((await shotsOf()).filter(({ title }) => title === 'Darker').map(({ id }) => id)).toEqual([one?.id]);
  });

  it('[R8] pointed at a person alone, the lists tell of every scene, not of none', async () => {
    await studio.run(person, episode, 'Break this down');
    const { characters } = seriesRecords(await studio.collab.stored(episode.bible));
    const nao = characters.find(({ name }) => name === 'NAO');
    const context = pointing([{ kind: 'character', id: nao?.id ?? '', label: 'Nao' }]);
    const cast = await studio.run(person, episode, 'Who is in it?', { context });
    expect(cast.text).toMatch(/KITE[\s\S]*NAO/);
    const places = await studio.run(person, episode, 'Which places?', { context });
    expect(places.text).toMatch(/LAMP ROOM[\s\S]*PIER/);
    // Boarding scenes is more than what was pointed at.
    const board = await studio.run(person, episode, 'Break this down', { context });
    expect([board.steps, board.text]).toEqual([[], expect.stringContaining('Only 1 entry of the bible was asked for')]);
  });

  it('what is gone is said before anything else, and where nothing is left nothing is done', async () => {
    const [first] = await scenesOf();
    const there = { id: first?.headingId ?? '', label: 'Scene 1' };
    const some = await studio.run(person, episode, 'Break this down', { context: pointing([{}, there]) });
    expect(some.text).toMatch(/^Scene 9 is gone, so I left that out\./);
    expect(some.state).toBe('done');
    const none = await studio.run(person, episode, 'Break this down', { context: pointing([{}]) });
    expect(none).toMatchObject({ state: 'failed', steps: [], reason: expect.stringContaining('Scene 9. Nothing was changed.') });
  });
});
