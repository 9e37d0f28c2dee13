import { byOrder } from '@trashfire/shared/document/order';
import { RecordId } from '@trashfire/shared/document/schema';
import type { ScriptScene } from '@trashfire/shared/fountain/script';
import { z } from 'zod';
import type { World } from '../world.ts';
import { count, defineTool, NoArgs, READS_ONLY, sceneWords, shotNumbersOf } from './tool.ts';

/** Reads the script: all headings, or scenes in full with the ids of their blocks. */
export const readScriptTool = defineTool({
  name: 'read_script',
  title:
    'Reads the script. Without sceneIds: title, every scene with its id, number, heading and shot count. With sceneIds: those scenes in full, one block per line as [block id] type: text.',
  args: z.strictObject({ sceneIds: z.array(RecordId).max(20).optional() }),
  label: ({ sceneIds }, world) =>
    sceneIds ? `Read ${sceneWords(sceneIds, world).toLowerCase()}` : `Read ${count(world.script().scenes.length, 'scene')}`,
  reach: () => READS_ONLY,
  run({ sceneIds }, { world }) {
    const { title, scenes } = world.script();
    world.show({ room: 'script', sceneId: sceneIds?.[0] ?? scenes[0]?.headingId ?? null, shotId: null });
    const spoken = scenes.flatMap((scene) => scene.blocks.filter((block) => block.type === 'dialogue')).length;
    const detail = `${count(scenes.length, 'scene')}, ${count(spoken, 'line')} of dialogue`;
    if (sceneIds) {
      const wanted = scenes.filter((scene) => sceneIds.includes(scene.headingId));
      return Promise.resolve({ detail, data: wanted.map(inFull) });
    }
    return Promise.resolve({ detail, data: { title, scenes: outline(world) } });
  },
});

function outline(world: World): unknown {
  const shots = world.board().shots;
  const scenes = new Map(world.script().scenes.map((scene) => [scene.headingId, scene]));
  return world.scenes().map(({ id, number }) => ({
    sceneId: id,
    number,
    heading: scenes.get(id)?.heading ?? '',
    shots: shots.filter((shot) => shot.sceneId === id).length,
  }));
}

function inFull(scene: ScriptScene): unknown {
  return {
    sceneId: scene.headingId,
    heading: scene.heading,
    text: scene.blocks.map((block) => `[${block.id}] ${block.type}: ${block.text}`).join('\n'),
  };
}

/** Reads the bible: who, where, what is true. */
export const readBibleTool = defineTool({
  name: 'read_bible',
  title: 'Reads the series bible: characters and locations with their ids, props, and canon (what is true in this series).',
  args: NoArgs,
  label: () => 'Read the bible',
  reach: () => READS_ONLY,
  run(_, { world }) {
    const { meta, characters, locations, props, canon } = world.bible();
    const data = {
      series: meta?.title ?? '',
      logline: meta?.logline ?? '',
      characters: characters.map(({ id, name, aliases, description }) => ({ id, name, aliases, description })),
      locations: locations.map(({ id, name, kind, description }) => ({ id, name, kind, description })),
      props: props.map(({ name, description }) => ({ name, description })),
      canon: canon.map(({ text }) => text),
    };
    const detail = `${count(characters.length, 'character')}, ${count(locations.length, 'place')}, ${count(canon.length, 'fact')} of canon`;
    return Promise.resolve({ detail, data });
  },
});

/** Reads the board of scenes: shots in order with what is in them and how long they are. */
export const readBoardTool = defineTool({
  name: 'read_board',
  title: 'Reads the storyboard of scenes: shot ids in order with size, angle, move, action, lines carried and seconds.',
  args: z.strictObject({ sceneIds: z.array(RecordId).min(1).max(20) }),
  label: ({ sceneIds }, world) => `Read the board of ${sceneWords(sceneIds, world).toLowerCase()}`,
  reach: () => READS_ONLY,
  run({ sceneIds }, { world }) {
    const { shots } = world.board();
    const frames = new Map(world.cut().map((clip) => [clip.shotId, clip.duration]));
    const wanted = shots.filter((shot) => sceneIds.includes(shot.sceneId)).sort(byOrder);
    const numbers = shotNumbersOf(world);
    const data = wanted.map(({ id, sceneId, title, size, angle, move, action, lines }) => ({
      ...{ shotId: id, number: numbers.get(id) ?? '', sceneId, title, size, angle, move, action, lines },
      seconds: Math.round(((frames.get(id) ?? 0) / 24) * 10) / 10,
    }));
    return Promise.resolve({ detail: count(wanted.length, 'shot'), data });
  },
});
