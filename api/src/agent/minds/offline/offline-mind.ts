import { BREAK_DOWN, CHECK_CANON, firstAsks, LIST_CAST, LIST_PLACES } from '@trashfire/shared/api/asks';
import { OFFLINE_DRAFTER } from '@trashfire/shared/api/contract';
import { clock } from '@trashfire/shared/clock';
import { normalName } from '@trashfire/shared/document/bible-names';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { type Mind, RunEnded, type ToolCall, type ToolOutcome, type Turn } from '../../mind.ts';
import { type CastRow, castTable } from '../../story/cast-table.ts';
import { checkContinuity } from '../../story/continuity.ts';
import { placeTable } from '../../story/place-table.ts';
import { count, sceneWords } from '../../tools/tool.ts';
import type { World } from '../../world.ts';
import { type Intent, intentOf } from './intent.ts';

/** More scenes than this share a step: every step waits for its commit, and a long script should stand in a second or two. */
const BOARD_STEPS = 10;

/** Does without a model what needs none, says so, and never poses as one (R8). */
export function createOfflineMind(): Mind {
  const work: Record<Intent, (turn: Turn) => Promise<void>> = {
    'break-down': breakDownScript,
    cast: listCast,
    places: listPlaces,
    continuity: checkStory,
    prose: refuseProse,
    help: sayWhatItCan,
  };
  return { label: OFFLINE_DRAFTER, think: (turn) => work[intentOf(turn.task)](turn) };
}

async function breakDownScript(turn: Turn): Promise<void> {
  const { world, target } = turn;
  const scenes = target.sceneIds ?? world.scenes().map((scene) => scene.id);
  if (scenes.length === 0) {
    await turn.say(
      'There is no scene in the script yet. A scene begins with a heading such as INT. KITCHEN - DAY; write or import one, then ask again.',
    );
    return;
  }
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

/** "Nao, Kite and Sorrel are new in the bible. " */
function newcomers({ world }: Turn, known: ReadonlySet<string>): string {
  const fresh = world.bible().characters.filter((character) => !known.has(character.id));
  if (fresh.length === 0) return 'The bible knows everybody already. ';
  const names = fresh.slice(0, 6).map((character) => character.name);
  const rest = fresh.length - names.length;
  return `New in the bible, each with a look and a voice of their own: ${listed(rest > 0 ? [...names, `${rest} more`] : names)}. `;
}

function boarded({ world }: Turn, scenes: readonly string[], before: number): string {
  const { shots, clips } = world.board();
  const added = shots.length - before;
  if (added <= 0) {
    return `${scenes.length === 1 ? 'That scene has' : 'All of these scenes have'} shots already, so I left the board as it is. Ask for a scene "again" to replace its shots.`;
  }
  const mine = new Set(shots.filter((shot) => scenes.includes(shot.sceneId)).map((shot) => shot.id));
  const seconds = clips.reduce((sum, clip) => sum + (mine.has(clip.shotId) ? clip.duration : 0), 0) / EDIT_RATE;
  return `${count(added, 'new shot')} in ${count(scenes.length, 'scene')}, ${clock(seconds)} in all. ${linesWords(world, scenes)} Change whatever you like: what you change stays.`;
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

async function listCast(turn: Turn): Promise<void> {
  for await (const _ of turn.call([{ tool: 'list_cast', args: {} }]));
  const rows = castTable(turn.world);
  if (rows.length === 0) await turn.say('Nobody speaks in this script yet, and nobody is introduced with a name and an age.');
  for (const row of rows.slice(0, 40)) await turn.say(`${castLine(row)}\n`);
  const quiet = rows.filter((row) => row.lines <= 1 && row.scenes.length > 1);
  if (quiet.length > 0) await turn.say(`\nSays little for how often they are there: ${listed(quiet.map((row) => row.name))}.`);
  offerNext(turn, LIST_CAST);
}

function castLine({ name, lines, scenes }: CastRow): string {
  const where = scenes.length === 0 ? '' : ` in ${scenes.length === 1 ? 'scene' : 'scenes'} ${listed(scenes)}`;
  return `${name}: ${lines === 0 ? 'no lines' : count(lines, 'line')}${where}`;
}

async function listPlaces(turn: Turn): Promise<void> {
  for await (const _ of turn.call([{ tool: 'list_places', args: {} }]));
  const rows = placeTable(turn.world);
  if (rows.length === 0) {
    await turn.say('No heading names a place yet. A scene begins with one, such as INT. KITCHEN - DAY.');
  }
  for (const { name, scenes } of rows.slice(0, 40)) {
    await turn.say(`${name}: ${scenes.length === 1 ? 'scene' : 'scenes'} ${listed(scenes)}\n`);
  }
  if (rows.length > 40) await turn.say(`and ${rows.length - 40} more.\n`);
  offerNext(turn, LIST_PLACES);
}

async function checkStory(turn: Turn): Promise<void> {
  for await (const _ of turn.call([{ tool: 'check_continuity', args: {} }]));
  const { slips, checked, unread } = checkContinuity(turn.world);
  if (checked + unread === 0) {
    await turn.say('There is no canon in the bible yet, so there is nothing to check against.');
  } else {
    await turn.say(
      `I checked ${checked} of ${count(checked + unread, 'fact')} of canon by rule (who has what, who lost what, what somebody never does). `,
    );
    for (const slip of slips.slice(0, 20))
      await turn.say(`\n\nScene ${slip.scene}: “${slip.quote}” But canon says: ${slip.fact} `);
    if (slips.length === 0) await turn.say('Nothing in this episode contradicts them. ');
    if (unread > 0)
      await turn.say(
        `\n\n${count(unread, 'fact')} I cannot read by rule; somebody should look at ${unread === 1 ? 'it' : 'them'}.`,
      );
  }
  offerNext(turn, CHECK_CANON);
}

const CAN =
  'I can break the script down into cast, places, shots and a cut; list who appears where and what plays where; and check the story against canon.';

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

/** What is useful after something was done: everything else that is (R8: no check against a canon that is empty). */
function offerNext(turn: Turn, done: string): void {
  for (const ask of firstAsks(turn.world.bible().canon.length)) if (ask !== done) turn.offer({ label: ask, ask });
}

/** At most `most` groups of neighbours, as equal as can be. */
function inGroups(ids: readonly string[], most: number): string[][] {
  const size = Math.ceil(ids.length / most);
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, i) => ids.slice(i * size, (i + 1) * size));
}

function listed(names: readonly string[]): string {
  const plain = names.map((name) => (normalName(name) === name ? titled(name) : name));
  return plain.length < 2 ? (plain[0] ?? '') : `${plain.slice(0, -1).join(', ')} and ${plain.at(-1)}`;
}

/** Names stand in capitals in a script and as names in a sentence. */
function titled(name: string): string {
  return name.toLowerCase().replace(/(?<![\p{L}'’])\p{L}/gu, (initial) => initial.toUpperCase());
}
