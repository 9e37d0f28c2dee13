import { byOrder } from '@trashfire/shared/document/order';
import type { Shot } from '@trashfire/shared/document/schema';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import type { World } from '../world.ts';
import { castTable } from './cast-table.ts';
import { scopedTo } from './scope.ts';

export interface SceneRecap {
  sceneId: string;
  number: string;
  heading: string;
  /** What was written about it, else the first sentence of its action; empty where there is neither. */
  synopsis: string;
  /** Names of who is in it, as the bible has them. */
  people: string[];
  /** In board order. */
  shots: readonly Shot[];
  /** Of its shots in the cut. */
  seconds: number;
}

/** What is known of scenes without a reader: their words, who is there, what is boarded. @param sceneIds null for all of them. */
export function recap(world: World, sceneIds: readonly string[] | null): SceneRecap[] {
  const { shots, scenes: records } = world.board();
  const written = new Map(records.map((scene) => [scene.id, scene.synopsis]));
  const drafted = new Map(world.breakdown().scenes.map((scene) => [scene.sceneId, scene.synopsis]));
  const headings = new Map(world.script().scenes.map((scene) => [scene.headingId, scene.heading]));
  const lengths = new Map(world.cut().map((clip) => [clip.shotId, clip.duration]));
  return world
    .scenes()
    .filter(({ id }) => sceneIds === null || sceneIds.includes(id))
    .map(({ id, number }) => {
      const own = shots.filter((shot) => shot.sceneId === id).sort(byOrder);
      return {
        sceneId: id,
        number,
        heading: headings.get(id) ?? '',
        synopsis: written.get(id) || drafted.get(id) || '',
        people: castTable(scopedTo(world, [id])).map(({ name }) => name),
        shots: own,
        seconds: own.reduce((sum, shot) => sum + (lengths.get(shot.id) ?? 0), 0) / EDIT_RATE,
      };
    });
}
