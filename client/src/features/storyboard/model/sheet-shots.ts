import type { ScriptBlock } from '../../../collab/script-store.ts';
import { type EpisodeModel, type SceneView, type ShotView, shownPicture } from '../../studio/model/episode-model.ts';
import { type SceneLine, spokenLines } from './scene-lines.ts';

/** A shot with what stands beside it on paper and in a shot list. */
export interface SheetShot {
  readonly view: ShotView;
  readonly scene: SceneView;
  /** Whether it is its scene's first. */
  readonly opens: boolean;
  /** What is spoken in it, in the shot's order; lines that are gone from the script are not. */
  readonly lines: readonly SceneLine[];
  /** sha256 of the picture the board shows of it; null where nothing is drawn. */
  readonly picture: string | null;
}

/** Every shot in the order of the board, unplaced scenes last. */
export function sheetShots(model: EpisodeModel, blocks: readonly ScriptBlock[]): SheetShot[] {
  const spoken = new Map(spokenLines(blocks).map((line) => [line.id, line]));
  return model.scenes.flatMap((scene) =>
    scene.shots.map((view, index) => ({
      view,
      scene,
      opens: index === 0,
      lines: view.shot.lines.flatMap((id) => spoken.get(id) ?? []),
      picture: shownPicture(view),
    })),
  );
}
