import { runCommand } from '@trashfire/shared/document/commands/command';
import { setClipDuration } from '@trashfire/shared/document/commands/set-clip-duration';
import { updateShot } from '@trashfire/shared/document/commands/update-shot';
import { RecordId, Shot } from '@trashfire/shared/document/schema';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { AppError } from '@trashfire/shared/errors/app-error';
import { z } from 'zod';
import type { World } from '../world.ts';
import { defineTool } from './tool.ts';

const ORIGIN = 'agent';

function shotOf(world: World, shotId: string): Shot {
  const shot = world.board().shots.find(({ id }) => id === shotId);
  if (!shot) throw new AppError('not-found', 'There is no such shot. read_board shows the shots of a scene.');
  return shot;
}

const reachOf = (world: World, shotId: string) => ({
  scenes: [shotOf(world, shotId).sceneId],
  shots: [shotId],
  bible: 'nothing' as const,
});

export const updateShotTool = defineTool({
  name: 'update_shot',
  title: 'Changes a shot: title, size, angle, move, action, time of day, weather.',
  args: z.strictObject({
    shotId: RecordId,
    change: Shot.pick({ title: true, size: true, angle: true, move: true, action: true, timeOfDay: true, weather: true })
      .partial()
      .strict(),
  }),
  label: ({ change }) => `Change a shot: ${Object.keys(change).join(', ')}`,
  reach: ({ shotId }, world) => reachOf(world, shotId),
  async run({ shotId, change }, { world, step }) {
    world.show({ room: 'storyboard', sceneId: shotOf(world, shotId).sceneId, shotId });
    await world.edit('episode', step, (doc) => runCommand(doc, updateShot, { id: shotId, patch: change }, ORIGIN));
    return { detail: 'The shot is changed.' };
  },
});

export const setClipDurationTool = defineTool({
  name: 'set_clip_duration',
  title: 'Sets how long a shot lasts in the cut, in seconds; later shots move along.',
  args: z.strictObject({ shotId: RecordId, seconds: z.number().min(0.5).max(120) }),
  label: ({ seconds }) => `Set a shot to ${seconds} s`,
  reach: ({ shotId }, world) => reachOf(world, shotId),
  async run({ shotId, seconds }, { world, step }) {
    const clip = world.cut().find((one) => one.shotId === shotId);
    if (!clip) throw new AppError('not-found', 'That shot is not in the cut.');
    world.show({ room: 'timeline', sceneId: shotOf(world, shotId).sceneId, shotId });
    const duration = Math.round(seconds * EDIT_RATE);
    await world.edit('episode', step, (doc) => runCommand(doc, setClipDuration, { id: clip.id, duration }, ORIGIN));
    return { detail: `${duration} frames.` };
  },
});
