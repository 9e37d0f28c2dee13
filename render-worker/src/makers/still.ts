import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StillManifest } from '@trashfire/shared/render/manifest';
import { engineFor } from '../engines/engine-for.ts';
import type { Made, MakeContext } from '../made.ts';
import type { MakerDeps } from './deps.ts';

/** A board's picture: one drawing, one JPEG. */
export async function makeStill(
  deps: MakerDeps,
  manifest: StillManifest,
  { scratch, picture, onPercent }: MakeContext,
): Promise<Made> {
  const engine = await engineFor(deps.engine, manifest.picture, picture);
  const { jpeg } = await engine.drawStill(manifest);
  const path = join(scratch, 'still.jpg');
  await writeFile(path, jpeg);
  onPercent(100);
  return { files: [{ role: 'still', path, mime: 'image/jpeg' }], frames: 1, uniqueFrames: 1, warnings: [] };
}
