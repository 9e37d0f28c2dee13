import { addSection } from '@trashfire/shared/document/commands/add-section';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { moveOutline } from '@trashfire/shared/document/commands/move-outline';
import { setScene } from '@trashfire/shared/document/commands/set-scene';
import { setSynopsis } from '@trashfire/shared/document/commands/set-synopsis';
import { itemsOf, OUTLINE_LEVELS, type OutlineItem, outlineName, sceneIdsIn } from '@trashfire/shared/document/outline';
import { sceneStage } from '@trashfire/shared/document/scene-state';
import { RecordId } from '@trashfire/shared/document/schema';
import { SCENE_STAGES } from '@trashfire/shared/document/vocabulary';
import { AppError } from '@trashfire/shared/errors/app-error';
import { derivedId } from '@trashfire/shared/ids';
import { z } from 'zod';
import type { World } from '../world.ts';
import { count, defineTool, NoArgs, READS_ONLY, type Reach, sceneWords } from './tool.ts';

const ORIGIN = 'agent';
const Synopsis = z.string().trim().min(1).max(2000);

/** A part without scenes is in no target but the whole episode. */
const NO_SCENE = '';

const kindOf = ({ kind, level }: OutlineItem) => (kind === 'scene' ? 'scene' : outlineName(level));

function itemOf(world: World, id: string): OutlineItem {
  const item = itemsOf(world.outline()).find((one) => one.id === id);
  if (item === undefined) throw new AppError('not-found', 'There is no such card in the outline. read_outline shows their ids.');
  return item;
}

/** A card and all beneath it. */
function reachOf(world: World, id: string): Reach {
  const scenes = sceneIdsIn(itemOf(world, id));
  return { scenes: scenes.length > 0 ? scenes : [NO_SCENE], bible: 'nothing' };
}

function show(world: World, id: string): void {
  world.show({ room: 'outline', sceneId: sceneIdsIn(itemOf(world, id))[0] ?? null, shotId: null });
}

/** Reads the outline: acts, sequences, beats and scenes with their synopses. */
export const readOutlineTool = defineTool({
  name: 'read_outline',
  title:
    'Reads the outline: acts, sequences, beats and scenes in order with ids, titles and synopses; a scene with its stage and who locked it.',
  args: NoArgs,
  label: (_, world) => `Read the outline: ${count(itemsOf(world.outline()).length, 'card')}`,
  reach: () => READS_ONLY,
  run(_, { world }) {
    const items = itemsOf(world.outline());
    const scenes = new Map(world.board().scenes.map((scene) => [scene.id, scene]));
    const data = items.map((item) => {
      const scene = item.kind === 'scene' ? scenes.get(item.id) : undefined;
      const state = item.kind === 'scene' ? { stage: scene === undefined ? 'draft' : sceneStage(scene) } : {};
      const lock = scene?.lock ? { lockedBy: scene.lock.name } : {};
      const synopsis = item.synopsis === '' ? (scene?.synopsis ?? '') : item.synopsis;
      return { id: item.id, kind: kindOf(item), title: item.title, synopsis, ...state, ...lock };
    });
    return Promise.resolve({ detail: count(items.length, 'card'), data });
  },
});

/** Moves a card with all beneath it. */
export const moveOutlineTool = defineTool({
  name: 'move_outline',
  title:
    'Moves an act, a sequence or a beat with its scenes, or a scene, in front of another card no deeper than itself (before: its id), or to the end (before: null).',
  args: z.strictObject({ id: RecordId, before: RecordId.nullable() }),
  label: ({ id }, world) =>
    `Move ${
      itemsOf(world.outline())
        .find((one) => one.id === id)
        ?.title.slice(0, 60) ?? 'a card'
    }`,
  reach: ({ id }, world) => reachOf(world, id),
  async run({ id, before }, { world, step }) {
    show(world, id);
    await world.edit('episode', step, (doc) => runCommand(doc, moveOutline, { id, before, busy: world.busy() }, ORIGIN));
    return { detail: 'The card is moved, with everything beneath it.' };
  },
});

/** Adds a card. */
export const addSectionTool = defineTool({
  name: 'add_section',
  title: 'Adds an act, a sequence or a beat to the outline in front of a card (before: its id), or at the end (before: null).',
  args: z.strictObject({
    kind: z.enum(['act', 'sequence', 'beat']),
    title: z.string().trim().min(1).max(200),
    synopsis: Synopsis.nullable(),
    before: RecordId.nullable(),
  }),
  label: ({ kind, title }) => `Add the ${kind} ${title.slice(0, 60)}`,
  // What follows comes to stand beneath it, so it is of no scene alone.
  reach: () => ({ scenes: [NO_SCENE], bible: 'nothing' }),
  async run({ kind, title, synopsis, before }, { world, step }) {
    world.show({ room: 'outline', sceneId: null, shotId: null });
    // Ids follow from run and step, so a retried step adds nothing twice (R6).
    const [id, synopsisId] = ['section', 'synopsis'].map((what) => derivedId(what, world.runId, String(step)));
    if (id === undefined || synopsisId === undefined) throw new AppError('internal');
    const card = {
      id,
      level: OUTLINE_LEVELS[kind],
      title,
      synopsis: synopsis === null ? null : { id: synopsisId, text: synopsis },
    };
    await world.edit('episode', step, (doc) => runCommand(doc, addSection, { ...card, before }, ORIGIN));
    return { detail: `The ${kind} is in the outline.`, data: { id } };
  },
});

/** Writes a synopsis; taking one out is for people. */
export const setSynopsisTool = defineTool({
  name: 'set_synopsis',
  title: 'Writes the synopsis of an act, a sequence, a beat or a scene, in a sentence or two.',
  args: z.strictObject({ id: RecordId, text: Synopsis }),
  label: ({ text }) => `Write a synopsis: “${text.slice(0, 60)}”`,
  reach: ({ id }, world) => reachOf(world, id),
  async run({ id, text }, { world, step }) {
    show(world, id);
    const synopsisId = derivedId('synopsis', world.runId, String(step));
    await world.edit('episode', step, (doc) => runCommand(doc, setSynopsis, { id, synopsisId, text }, ORIGIN));
    return { detail: 'The synopsis is written.' };
  },
});

/** Says how far a scene is. Locking and assigning are for people. */
export const setSceneStageTool = defineTool({
  name: 'set_scene_stage',
  title: 'Sets how far a scene is: draft, review, changes (requested) or approved. Only when the asker said so.',
  args: z.strictObject({ sceneId: RecordId, stage: z.enum(SCENE_STAGES) }),
  label: ({ sceneId, stage }, world) => `${sceneWords([sceneId], world)}: ${stage}`,
  reach: ({ sceneId }, world) => reachOf(world, sceneId),
  async run({ sceneId, stage }, { world, step }) {
    if (itemOf(world, sceneId).kind !== 'scene') throw new AppError('bad-input', 'Only a scene has a stage.');
    show(world, sceneId);
    await world.edit('episode', step, (doc) => runCommand(doc, setScene, { id: sceneId, patch: { stage } }, ORIGIN));
    return { detail: `${sceneWords([sceneId], world)} is ${stage} now.` };
  },
});
