import type { World } from '../world.ts';

/** The world with no script but these scenes; all of it where none are named. Numbers stay those of the whole script. */
export function scopedTo<W extends Pick<World, 'script'>>(world: W, sceneIds: readonly string[] | null | undefined): W {
  if (sceneIds === null || sceneIds === undefined) return world;
  return {
    ...world,
    script() {
      const script = world.script();
      return { ...script, preamble: [], scenes: script.scenes.filter((scene) => sceneIds.includes(scene.headingId)) };
    },
  };
}
