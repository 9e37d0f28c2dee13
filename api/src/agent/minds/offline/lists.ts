import { CHECK_CANON, firstAsks, LIST_CAST, LIST_PLACES } from '@trashfire/shared/api/asks';
import { cite, plainMarkdown } from '@trashfire/shared/api/cite';
import { clock } from '@trashfire/shared/clock';
import type { Shot } from '@trashfire/shared/document/schema';
import type { ToolCall, Turn } from '../../mind.ts';
import { type CastRow, castTable } from '../../story/cast-table.ts';
import { checkContinuity } from '../../story/continuity.ts';
import { findText } from '../../story/find-text.ts';
import { placeTable } from '../../story/place-table.ts';
import { recap, type SceneRecap } from '../../story/recap.ts';
import { scopedTo } from '../../story/scope.ts';
import { MOST_FOUND } from '../../tools/story.ts';
import { count, shotNumbersOf } from '../../tools/tool.ts';
import { citedScenes, listed } from './words.ts';

/** Rows of one answer; a longer list says how many are left. */
const MOST_ROWS = 40;

/** The scenes that are asked about: all where none was pointed at, but a person or a place alone. */
function scenesAsked({ target: { sceneIds } }: Turn): readonly string[] | null {
  return sceneIds?.length ? sceneIds : null;
}

/** Who is in the scenes that were asked about, and how much they say. */
export async function listCast(turn: Turn): Promise<void> {
  const sceneIds = scenesAsked(turn);
  await callOne(turn, { tool: 'list_cast', args: argsOf(sceneIds) });
  const rows = castTable(scopedTo(turn.world, sceneIds));
  if (rows.length === 0) {
    await turn.say(
      sceneIds === null
        ? 'Nobody speaks in this script yet, and nobody is introduced with a name and an age.'
        : 'Nobody speaks there, and nobody is introduced with a name and an age.',
    );
  }
  for (const row of rows.slice(0, MOST_ROWS)) await turn.say(`${castLine(row)}\n`);
  const quiet = rows.filter((row) => row.lines <= 1 && row.scenes.length > 1);
  if (quiet.length > 0) await turn.say(`\nSays little for how often they are there: ${listed(quiet.map((row) => row.name))}.`);
  offerNext(turn, LIST_CAST);
}

function castLine({ name, lines, scenes, sceneIds }: CastRow): string {
  const where = scenes.length === 0 ? '' : ` in ${citedScenes(scenes, sceneIds)}`;
  return `${plainMarkdown(name)}: ${lines === 0 ? 'no lines' : count(lines, 'line')}${where}`;
}

/** What plays where. */
export async function listPlaces(turn: Turn): Promise<void> {
  const sceneIds = scenesAsked(turn);
  await callOne(turn, { tool: 'list_places', args: argsOf(sceneIds) });
  const rows = placeTable(scopedTo(turn.world, sceneIds));
  if (rows.length === 0) {
    await turn.say('No heading names a place yet. A scene begins with one, such as INT. KITCHEN - DAY.');
  }
  for (const { name, scenes, sceneIds: ids } of rows.slice(0, MOST_ROWS)) {
    await turn.say(`${plainMarkdown(name)}: ${citedScenes(scenes, ids)}\n`);
  }
  if (rows.length > MOST_ROWS) await turn.say(`and ${rows.length - MOST_ROWS} more.\n`);
  offerNext(turn, LIST_PLACES);
}

/** Holds the story against canon. */
export async function checkStory(turn: Turn): Promise<void> {
  await callOne(turn, { tool: 'check_continuity', args: {} });
  const { slips, checked, unread } = checkContinuity(turn.world);
  if (checked + unread === 0) {
    await turn.say('There is no canon in the bible yet, so there is nothing to check against.');
  } else {
    await turn.say(
      `I checked ${checked} of ${count(checked + unread, 'fact')} of canon by rule (who has what, who lost what, what somebody never does). `,
    );
    for (const { scene, sceneId, quote, fact } of slips.slice(0, 20)) {
      const where = cite('scene', sceneId, `Scene ${scene}`);
      await turn.say(`\n\n${where}: “${plainMarkdown(quote)}” But canon says: ${plainMarkdown(fact)} `);
    }
    if (slips.length === 0) await turn.say('Nothing in this episode contradicts them. ');
    if (unread > 0)
      await turn.say(
        `\n\n${count(unread, 'fact')} I cannot read by rule; somebody should look at ${unread === 1 ? 'it' : 'them'}.`,
      );
  }
  offerNext(turn, CHECK_CANON);
}

/** What is known of the scenes, or of the shots, that were asked about. */
export async function tellScenes(turn: Turn): Promise<void> {
  const { world, target } = turn;
  await callOne(turn, { tool: 'recap', args: argsOf(scenesAsked(turn)) });
  const rows = recap(world, scenesAsked(turn));
  if (rows.length === 0) {
    await turn.say('There is no scene to tell of yet. A scene begins with a heading such as INT. KITCHEN - DAY.');
    return;
  }
  await turn.say('By rule, from what stands in the script and on the board:\n\n');
  const only = target.parts === null || target.parts.shots.length === 0 ? null : new Set(target.parts.shots);
  for (const row of rows.slice(0, MOST_ROWS)) await turn.say(only === null ? sceneLine(row) : shotLines(turn, row, only));
  if (rows.length > MOST_ROWS) await turn.say(`and ${rows.length - MOST_ROWS} more.\n`);
}

function sceneLine({ sceneId, number, heading, synopsis, people, shots, seconds }: SceneRecap): string {
  const about = [
    synopsis === '' ? 'nothing is written in it yet' : plainMarkdown(synopsis),
    ...(people.length === 0 ? [] : [listed(people)]),
    shots.length === 0 ? 'not boarded' : `${count(shots.length, 'shot')}, ${clock(seconds)}`,
  ];
  return `- ${cite('scene', sceneId, `Scene ${number}`)} ${plainMarkdown(heading)}: ${about.join(' · ')}\n`;
}

function shotLines({ world }: Turn, { shots }: SceneRecap, only: ReadonlySet<string>): string {
  const numbers = shotNumbersOf(world);
  const line = ({ id, size, title, action }: Shot) => {
    const words = [title, action].filter((part) => part !== '').map(plainMarkdown);
    return `- ${cite('shot', id, `Shot ${numbers.get(id) ?? ''}`)} ${size}: ${words.length === 0 ? 'nothing is said of it' : words.join('. ')}\n`;
  };
  return shots
    .filter(({ id }) => only.has(id))
    .map(line)
    .join('');
}

const QUOTED = /["“”'«「]\s*([^"“”«»「」]{1,200}?)\s*(?:["”“»」]|'(?!\p{L})|$)/u;

/** Where words stand in the script. */
export async function findWords(turn: Turn): Promise<void> {
  const [, words = ''] = QUOTED.exec(turn.task) ?? [];
  if (words === '') {
    await turn.say('Say what to find between quotes, such as: Find “lantern”.');
    return;
  }
  await callOne(turn, { tool: 'find_text', args: { words } });
  const found = findText(turn.world, words, MOST_FOUND);
  const shown = plainMarkdown(words);
  if (found.length === 0) await turn.say(`“${shown}” stands nowhere in the script.`);
  else
    await turn.say(`“${shown}” stands in ${count(found.length, 'place')}${found.length === MOST_FOUND ? ' or more' : ''}:\n\n`);
  for (const { blockId, sceneId, scene, excerpt } of found) {
    const where = sceneId === null ? cite('line', blockId, 'Before scene 1') : cite('line', blockId, `Scene ${scene}`);
    await turn.say(`- ${where}: ${plainMarkdown(excerpt)}\n`);
  }
}

async function callOne(turn: Turn, call: ToolCall): Promise<void> {
  for await (const _ of turn.call([call]));
}

function argsOf(sceneIds: readonly string[] | null): { sceneIds?: readonly string[] } {
  return sceneIds === null ? {} : { sceneIds };
}

/** What is useful after something was done: everything else that is (R8: no check against a canon that is empty). */
export function offerNext(turn: Turn, done: string): void {
  for (const ask of firstAsks(turn.world.bible().canon.length)) if (ask !== done) turn.offer({ label: ask, ask });
}
