import { addCanonFact } from './add-canon-fact.ts';
import { addCharacter } from './add-character.ts';
import { addClip } from './add-clip.ts';
import { addLocation } from './add-location.ts';
import { addMarker } from './add-marker.ts';
import { addProp } from './add-prop.ts';
import { addShot } from './add-shot.ts';
import { boardScene } from './board-scene.ts';
import type { AnyCommand } from './command.ts';
import { dropRender } from './drop-render.ts';
import { importScript } from './import-script.ts';
import { insertBlocks } from './insert-blocks.ts';
import { moveClip } from './move-clip.ts';
import { moveShot } from './move-shot.ts';
import { removeBlock } from './remove-block.ts';
import { removeCharacter } from './remove-character.ts';
import { removeClip } from './remove-clip.ts';
import { removeLocation } from './remove-location.ts';
import { removeMarker } from './remove-marker.ts';
import { removeProp } from './remove-prop.ts';
import { removeShot } from './remove-shot.ts';
import { replaceBlockText } from './replace-block-text.ts';
import { setClipDuration } from './set-clip-duration.ts';
import { setCutRender } from './set-cut-render.ts';
import { setEpisodeMeta } from './set-episode-meta.ts';
import { setScene } from './set-scene.ts';
import { setSeriesMeta } from './set-series-meta.ts';
import { setShotRender } from './set-shot-render.ts';
import { setShotStill } from './set-shot-still.ts';
import { updateCharacter } from './update-character.ts';
import { updateLocation } from './update-location.ts';
import { updateProp } from './update-prop.ts';
import { updateShot } from './update-shot.ts';

/** Every command by name, by the document it edits. The agent's tools are these and no others; a new command is added here once. */
export const SERIES_COMMANDS: ReadonlyMap<string, AnyCommand> = byName([
  setSeriesMeta,
  addCharacter,
  updateCharacter,
  removeCharacter,
  addLocation,
  updateLocation,
  removeLocation,
  addProp,
  updateProp,
  removeProp,
  addCanonFact,
]);

export const EPISODE_COMMANDS: ReadonlyMap<string, AnyCommand> = byName([
  setEpisodeMeta,
  importScript,
  insertBlocks,
  replaceBlockText,
  removeBlock,
  setScene,
  boardScene,
  addShot,
  updateShot,
  moveShot,
  removeShot,
  addClip,
  moveClip,
  setClipDuration,
  removeClip,
  addMarker,
  removeMarker,
]);

export const RENDERS_COMMANDS: ReadonlyMap<string, AnyCommand> = byName([setShotRender, setShotStill, setCutRender, dropRender]);

function byName(commands: readonly AnyCommand[]): ReadonlyMap<string, AnyCommand> {
  return new Map(commands.map((command) => [command.name, command]));
}
