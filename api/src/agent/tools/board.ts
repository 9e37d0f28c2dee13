import { normalName } from '@trashfire/shared/document/bible-names';
import { shotsOfScene } from '@trashfire/shared/document/board';
import { addCharacter } from '@trashfire/shared/document/commands/add-character';
import { addLocation } from '@trashfire/shared/document/commands/add-location';
import { boardScene } from '@trashfire/shared/document/commands/board-scene';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { setScene } from '@trashfire/shared/document/commands/set-scene';
import { RecordId } from '@trashfire/shared/document/schema';
import { readRecord } from '@trashfire/shared/document/ydoc';
import { derivedId } from '@trashfire/shared/ids';
import type * as Y from 'yjs';
import { z } from 'zod';
import type { Breakdown, SceneBreakdown } from '../drafter/breakdown.ts';
import type { World } from '../world.ts';
import { count, defineTool, sceneWords, type ToolContext } from './tool.ts';

/** Who edits, for undo managers: the agent's own edits are not a person's to undo by their own undo key. */
const ORIGIN = 'agent';

/** The part of a breakdown that goes into the bible. Series before episode: shots point at people and places (DESIGN §1). */
export const breakDownTool = defineTool({
  name: 'break_down',
  title:
    'Finds the cast and the places of the script (or of the scenes in sceneIds) and adds those the bible lacks, each with a look and a voice of its own. Do this before board_scene.',
  args: z.strictObject({ sceneIds: z.array(RecordId).min(1).max(500).optional() }),
  label({ sceneIds }, world) {
    const { characters, locations } = newcomersOf(world, sceneIds);
    return `${count(characters.length, 'character')}, ${count(locations.length, 'place')} into the bible`;
  },
  reach: ({ sceneIds }, world) => ({ scenes: sceneIds ?? world.scenes().map((scene) => scene.id), bible: 'add' }),
  async run({ sceneIds }, { world, step }) {
    world.show({ room: 'script', sceneId: sceneIds?.[0] ?? world.scenes()[0]?.id ?? null, shotId: null });
    const { characters, locations } = newcomersOf(world, sceneIds);
    await world.edit('series', step, (doc) => {
      for (const { v: _v, ...character } of characters) runCommand(doc, addCharacter, { character }, ORIGIN);
      for (const { v: _v, ...location } of locations) runCommand(doc, addLocation, { location }, ORIGIN);
    });
    const names = [...characters, ...locations].map((record) => record.name);
    const known = names.length === 0 ? 'The bible has them all already' : `New: ${names.slice(0, 12).join(', ')}`;
    return { detail: known.slice(0, 400), data: { added: names } };
  },
});

/** Who and what is new to the bible: of the whole script, or only what the shots of some scenes show. */
function newcomersOf(world: World, sceneIds: readonly string[] | undefined): Pick<Breakdown, 'characters' | 'locations'> {
  const { characters, locations, scenes } = world.breakdown();
  if (sceneIds === undefined) return { characters, locations };
  const wanted = scenes.filter((scene) => sceneIds.includes(scene.sceneId));
  const shown = new Set(wanted.flatMap((scene) => scene.shots.flatMap(({ shot }) => shot.cast.map((one) => one.characterId))));
  const places = new Set(wanted.map((scene) => scene.locationId));
  const script = world.script().scenes.filter((scene) => sceneIds.includes(scene.headingId));
  const cues = new Set(script.flatMap((scene) => scene.blocks.map((block) => normalName(block.speaker?.name ?? ''))));
  return {
    // Who is only heard has a voice, and so a record.
    characters: characters.filter(({ id, name, aliases }) => shown.has(id) || [name, ...aliases].some((one) => cues.has(one))),
    locations: locations.filter(({ id }) => places.has(id)),
  };
}

const MOST_SCENES = 200;

/** Boards scenes: shots with their lines, and the cut. A scene that has shots is left alone unless the asker said "again". */
export const boardSceneTool = defineTool({
  name: 'board_scene',
  title:
    'Boards scenes: makes shots with size, angle, move, action, lines and durations, and puts them into the cut. Leaves scenes that have shots as they are.',
  args: z.strictObject({ sceneIds: z.array(RecordId).min(1).max(MOST_SCENES) }),
  label({ sceneIds }, world) {
    const shots = planned(world, sceneIds).reduce((sum, scene) => sum + scene.shots.length, 0);
    return `${sceneWords(sceneIds, world)}: ${count(shots, 'shot')}`;
  },
  reach: ({ sceneIds }) => ({ scenes: sceneIds, bible: 'nothing' }),
  async run({ sceneIds }, context) {
    const { world, step, again } = context;
    const plans = planned(world, sceneIds);
    if (plans.length === 0) return { detail: 'That scene is no longer in the script.' };
    const done = { added: 0, kept: [] as string[] };
    const first = plans[0];
    if (first) world.show({ room: 'storyboard', sceneId: first.sceneId, shotId: first.shots[0]?.shot.id ?? null });
    const written = await world.edit('episode', step, (doc) => {
      for (const plan of plans) {
        if (!again && shotsOfScene(doc, plan.sceneId).length > 0) done.kept.push(plan.sceneId);
        else done.added += board(doc, plan);
      }
    });
    if (!written) return { detail: 'Was boarded by this step already.' };
    offerAgain(context, done.kept);
    const kept = done.kept.length === 0 ? '' : ` ${sceneWords(done.kept, world)} had shots and is left as it was.`;
    return { detail: `${count(done.added, 'shot')} boarded.${kept}`, data: { shots: done.added, leftAlone: done.kept } };
  },
});

/** Replacing what people made needs their click (DESIGN §6). */
function offerAgain({ world, offer }: ToolContext, sceneIds: readonly string[]): void {
  for (const id of sceneIds.slice(0, 1)) {
    const { number } = world.scenes().find((scene) => scene.id === id) ?? { number: '' };
    if (number !== '') offer(`Board scene ${number} again`, `Board scene ${number} again`);
  }
}

function planned(world: World, sceneIds: readonly string[]): SceneBreakdown[] {
  return world.breakdown().scenes.filter((scene) => sceneIds.includes(scene.sceneId));
}

/** @returns how many shots were added. */
function board(doc: Y.Doc, { sceneId, shots, synopsis, locationId, timeOfDay, weather }: SceneBreakdown): number {
  const known = readRecord(doc, 'scenes', sceneId);
  // What people wrote about the scene stays; only what nobody said is filled in.
  const patch = {
    ...(known?.synopsis ? {} : { synopsis }),
    ...(known?.locationId ? {} : { locationId }),
    ...(known?.timeOfDay ? {} : { timeOfDay }),
    ...(known?.weather ? {} : { weather }),
    ...(known?.status === 'approved' ? {} : { status: 'boarded' as const }),
  };
  runCommand(doc, setScene, { id: sceneId, patch }, ORIGIN);
  const clips = shots.map(({ shot, frames }) => ({ id: derivedId('clip', shot.id), shotId: shot.id, duration: frames }));
  return runCommand(doc, boardScene, { sceneId, shots: shots.map(({ shot }) => shot), clips }, ORIGIN).added;
}
