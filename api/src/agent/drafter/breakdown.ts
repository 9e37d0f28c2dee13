import type { Character, Location } from '@trashfire/shared/document/schema';
import type { TimeOfDay, Weather } from '@trashfire/shared/document/vocabulary';
import type { Script } from '@trashfire/shared/fountain/script';
import { beatsOf } from './beats.ts';
import { castScript } from './cast.ts';
import { coverScene, type DraftShot } from './coverage.ts';
import { placeScript, timeOf, weatherOf } from './places.ts';
import { varyShots } from './variety.ts';
import { firstSentence } from './words.ts';

export interface SceneBreakdown {
  sceneId: string;
  heading: string;
  synopsis: string;
  locationId: string | null;
  timeOfDay: TimeOfDay | null;
  weather: Weather | null;
  shots: readonly DraftShot[];
}

export interface Breakdown {
  characters: readonly Character[];
  locations: readonly Location[];
  scenes: readonly SceneBreakdown[];
}

/**
 * Breaks a script down without a model: cast and places for the bible, shots with their lines and lengths for the board.
 * Pure, and stable: the same script and bible give the same ids, so running it again edits nothing.
 * @param bible what the series knows already; it is added to, never changed.
 */
export function breakDown(
  written: Script,
  bible: { characters: readonly Character[]; locations: readonly Location[] },
  seriesId: string,
): Breakdown {
  const script = withPreamble(written);
  const casting = castScript(script, bible.characters, seriesId);
  const placing = placeScript(script, bible.locations, seriesId);
  let timeOfDay: TimeOfDay | null = null;
  const scenes = script.scenes
    .filter((scene) => scene.headingId !== '')
    .map((scene) => {
      timeOfDay = timeOf(scene) ?? timeOfDay;
      const location = placing.byScene.get(scene.headingId) ?? null;
      const synopsis =
        scene.blocks.find((block) => block.type === 'synopsis')?.text ??
        scene.blocks.find((block) => block.type === 'action')?.text ??
        '';
      return {
        sceneId: scene.headingId,
        heading: scene.heading,
        synopsis: firstSentence(synopsis, 200),
        locationId: location?.id ?? null,
        timeOfDay,
        weather: weatherOf(scene),
        shots: coverScene(beatsOf(scene, casting.byCue, location)),
      };
    });
  return { characters: casting.created, locations: placing.created, scenes: varied(scenes) };
}

function varied(scenes: readonly SceneBreakdown[]): SceneBreakdown[] {
  const shots = varyShots(scenes.map((scene) => scene.shots));
  return scenes.map((scene, i) => ({ ...scene, shots: shots[i] ?? scene.shots }));
}

/**
 * What is played before the first heading is shown in the first scene: a line is never lost for want of a heading. The synopsis
 * up there is of an act, not of that scene.
 */
function withPreamble(script: Script): Script {
  const played = script.preamble.filter((block) => block.type !== 'synopsis' && block.type !== 'section');
  const at = script.scenes.findIndex((scene) => scene.headingId !== '');
  const scenes = script.scenes.map((scene, i) => (i === at ? { ...scene, blocks: [...played, ...scene.blocks] } : scene));
  return { ...script, preamble: at < 0 ? script.preamble : [], scenes };
}
