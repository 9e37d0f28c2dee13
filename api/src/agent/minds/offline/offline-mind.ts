import { BREAK_DOWN } from '@trashfire/shared/api/asks';
import { cite } from '@trashfire/shared/api/cite';
import { OFFLINE_DRAFTER } from '@trashfire/shared/api/contract';
import { clock } from '@trashfire/shared/clock';
import { byOrder } from '@trashfire/shared/document/order';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { type Mind, RunEnded, type ToolCall, type ToolOutcome, type Turn } from '../../mind.ts';
import { count, sceneWords, shotNumbersOf, targetWords } from '../../tools/tool.ts';
import type { World } from '../../world.ts';
import { type Intent, intentOf } from './intent.ts';
import { checkStory, findWords, listCast, listPlaces, offerNext, tellScenes } from './lists.ts';
import { listed } from './words.ts';

/** More scenes than this share a step: every step waits for its commit, and a long script should stand in a second or two. */
const BOARD_STEPS = 10;

/** Does without a model what needs none, says so, and never poses as one (R8). */
export function createOfflineMind(): Mind {
  const work: Record<Intent, (turn: Turn) => Promise<void>> = {
    'break-down': breakDownScript,
    cast: listCast,
    places: listPlaces,
    continuity: checkStory,
    recap: tellScenes,
    find: findWords,
    prose: refuseProse,
    help: sayWhatItCan,
  };
  return { label: OFFLINE_DRAFTER, think: (turn) => work[intentOf(turn.task)](turn) };
}

async function breakDownScript(turn: Turn): Promise<void> {
  const { world, target } = turn;
  const scenes = target.sceneIds ?? world.scenes().map((scene) => scene.id);
  if (target.parts !== null && target.parts.scenes.length < Math.max(1, scenes.length)) return await refuseParts(turn, scenes);
  if (scenes.length === 0) {
    await turn.say(
      'There is no scene in the script yet. A scene begins with a heading such as INT. KITCHEN - DAY; write or import one, then ask again.',
    );
    return;
  }
  if (target.readOnly) return await foretell(turn, scenes);
  const what = target.sceneIds === null ? 'the script' : sceneWords(scenes, world).toLowerCase();
  const groups = inGroups(scenes, BOARD_STEPS);
  const calls: ToolCall[] = [
    { tool: 'read_script', args: target.sceneIds === null || scenes.length > 20 ? {} : { sceneIds: scenes } },
    { tool: 'break_down', args: target.sceneIds === null ? {} : { sceneIds: scenes } },
    ...groups.map((sceneIds) => ({ tool: 'board_scene', args: { sceneIds } })),
  ];
  const before = world.board().shots.length;
  const known = new Set(world.bible().characters.map((character) => character.id));
  let failed: ToolOutcome | null = null;
  for await (const outcome of turn.call(calls)) {
    if (!outcome.ok) failed = outcome;
    // Said once the steps stand in the book, so that whoever stops it at the first word sees what was planned.
    else if (outcome.call.tool === 'read_script') await turn.say(`I am breaking ${what} down by rules, without a model. `);
    else if (outcome.call.tool === 'break_down') await turn.say(newcomers(turn, known));
  }
  if (failed !== null) throw new RunEnded('failed', failed.detail);
  await turn.say(boarded(turn, scenes, before));
  offerNext(turn, BREAK_DOWN);
}

/** Shots are made for scenes: of some shots or lines alone it would have to go beyond what was asked. */
async function refuseParts({ target, world, say, offer }: Turn, scenes: readonly string[]): Promise<void> {
  const asked = targetWords(target, world);
  await say(`Only ${asked} was asked for, and I board whole scenes, so nothing is changed.`);
  for (const { id, number } of world.scenes()) {
    if (scenes.includes(id)) offer({ label: `Board scene ${number}`, ask: `Board scene ${number}` });
  }
}

/** What a breakdown would make, where an answer was wanted and no edit. */
async function foretell({ world, target, say, offer }: Turn, sceneIds: readonly string[]): Promise<void> {
  const { characters, locations, scenes } = world.breakdown();
  const shots = scenes.filter(({ sceneId }) => sceneIds.includes(sceneId)).reduce((sum, scene) => sum + scene.shots.length, 0);
  const script = target.sceneIds === null;
  const cast = script
    ? ` and ${count(characters.length, 'character')} and ${count(locations.length, 'place')} new in the bible`
    : '';
  await say(
    `You asked, so nothing is changed. A breakdown would make ${count(shots, 'shot')} in ${count(sceneIds.length, 'scene')}${cast}.`,
  );
  const ask = script ? BREAK_DOWN : `Board ${sceneWords(sceneIds, world).toLowerCase()}`;
  offer({ label: ask, ask });
}

/** "Nao, Kite and Sorrel are new in the bible. " */
function newcomers({ world }: Turn, known: ReadonlySet<string>): string {
  const fresh = world.bible().characters.filter((character) => !known.has(character.id));
  if (fresh.length === 0) return 'The bible knows everybody already. ';
  const names = fresh.slice(0, 6).map((character) => character.name);
  const rest = fresh.length - names.length;
  return `New in the bible, each with a look and a voice of their own: ${listed(rest > 0 ? [...names, `${rest} more`] : names)}. `;
}

function boarded({ world }: Turn, scenes: readonly string[], before: number): string {
  const { shots } = world.board();
  const added = shots.length - before;
  if (added <= 0) {
    return `${scenes.length === 1 ? 'That scene has' : 'All of these scenes have'} shots already, so I left the board as it is. Ask for a scene "again" to replace its shots.`;
  }
  const mine = new Set(shots.filter((shot) => scenes.includes(shot.sceneId)).map((shot) => shot.id));
  const seconds = world.cut().reduce((sum, clip) => sum + (mine.has(clip.shotId) ? clip.duration : 0), 0) / EDIT_RATE;
  return `${count(added, 'new shot')} in ${count(scenes.length, 'scene')}, ${clock(seconds)} in all${firstShot(world, scenes)}. ${linesWords(world, scenes)} Change whatever you like: what you change stays.`;
}

/** ", from shot 1A on": where to begin to look. */
function firstShot(world: World, sceneIds: readonly string[]): string {
  const numbers = shotNumbersOf(world);
  const shot = world
    .board()
    .shots.filter(({ sceneId }) => sceneId === sceneIds[0])
    .sort(byOrder)[0];
  return shot === undefined ? '' : `, from ${cite('shot', shot.id, `shot ${numbers.get(shot.id) ?? ''}`)} on`;
}

/** Says whether every line is carried by a shot, counted on the board as it is now: people may have typed meanwhile. */
function linesWords(world: World, sceneIds: readonly string[]): string {
  const carried = new Set(world.board().shots.flatMap((shot) => shot.lines));
  const lines = world
    .script()
    .scenes.filter((scene) => sceneIds.includes(scene.headingId))
    .flatMap((scene) => scene.blocks.filter((block) => block.type === 'dialogue' && block.text !== ''));
  const missing = lines.filter((line) => !carried.has(line.id)).length;
  if (lines.length === 0) return 'Nobody speaks in it.';
  return missing === 0
    ? `All ${count(lines.length, 'line')} of dialogue are in shots.`
    : `${count(missing, 'line')} of dialogue ${missing === 1 ? 'is' : 'are'} in no shot yet.`;
}

const CAN =
  'I can break the script down into cast, places, shots and a cut; list who appears where and what plays where; tell what each scene is about; find words in the script; and check the story against canon.';

async function refuseProse(turn: Turn): Promise<void> {
  await turn.say(
    `I am the offline drafter: I work by rules and cannot write prose. ${CAN} With a Groq key in Connections I can write as well.`,
  );
  offerNext(turn, '');
}

async function sayWhatItCan(turn: Turn): Promise<void> {
  await turn.say(
    `I am the offline drafter: I work by rules, without a model. ${CAN} With a Groq key in Connections I can also answer questions and write.`,
  );
  offerNext(turn, '');
}

/** At most `most` groups of neighbours, as equal as can be. */
function inGroups(ids: readonly string[], most: number): string[][] {
  const size = Math.ceil(ids.length / most);
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, i) => ids.slice(i * size, (i + 1) * size));
}
