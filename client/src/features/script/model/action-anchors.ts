import type { ScriptBlock } from '../../../collab/script-store.ts';
import type { ShotView } from '../../studio/model/episode-model.ts';

/** Enough of a sentence to know it again, little enough to survive an edit of its end. */
const KNOWN = 24;

function words(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * Finds the action block each shot without lines was boarded from, by its own words: shots refer to what is spoken in
 * them and to nothing else. A shot goes no further up than the one before it.
 * @returns block ids by shot id, for the shots where one is found.
 */
export function actionAnchors(
  blocks: readonly ScriptBlock[],
  shots: readonly Pick<ShotView, 'id' | 'sceneId' | 'shot'>[],
): Map<string, string> {
  const scenes = Map.groupBy(inScenes(blocks), ({ scene }) => scene);
  const anchors = new Map<string, string>();
  const from = new Map<string, number>();
  for (const { id, sceneId, shot } of shots) {
    const own = scenes.get(sceneId) ?? [];
    const start = from.get(sceneId) ?? 0;
    if (shot.lines.length > 0) {
      const at = own.findIndex((block) => block.id === shot.lines.at(-1));
      if (at >= start) from.set(sceneId, at);
      continue;
    }
    const wanted = [shot.action, shot.title].map((text) => words(text).slice(0, KNOWN)).filter((text) => text.length > 3);
    const at = own.findIndex(
      (block, index) => index >= start && block.type === 'action' && wanted.some((text) => block.text.includes(text)),
    );
    const found = own[at];
    if (found === undefined) continue;
    anchors.set(id, found.id);
    from.set(sceneId, at);
  }
  return anchors;
}

function inScenes(blocks: readonly ScriptBlock[]): { scene: string; id: string; type: ScriptBlock['type']; text: string }[] {
  let scene = '';
  return blocks.flatMap(({ id, type, text }) => {
    if (id === null) return [];
    if (type === 'sceneHeading') scene = id;
    return [{ scene, id, type, text: words(text) }];
  });
}
