import type { CutManifest, ShotManifest, StillManifest } from '@trashfire/shared/render/manifest';
import type { Made, MakeContext, Maker } from '../made.ts';
import { makeCut } from './cut.ts';
import type { MakerDeps } from './deps.ts';
import { makeShot } from './shot.ts';
import { makeStill } from './still.ts';

/** One maker per kind of manifest, chosen by its kind. */
export function createMaker(deps: MakerDeps): Maker {
  return async (manifest, context: MakeContext): Promise<Made> => {
    switch (manifest.kind) {
      case 'still':
        return await makeStill(deps, manifest satisfies StillManifest, context);
      case 'shot':
        return await makeShot(deps, manifest satisfies ShotManifest, context);
      case 'scene':
      case 'episode':
        return await makeCut(deps, manifest satisfies CutManifest, context);
    }
  };
}
