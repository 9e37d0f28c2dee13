import { addShot } from '@trashfire/shared/document/commands/add-shot';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { documentName } from '@trashfire/shared/document/names';
import { blockIdsOf, findBlock, sceneIdsOf } from '@trashfire/shared/document/script-blocks';
import { newId } from '@trashfire/shared/ids';
import { aNewShot } from '@trashfire/shared/testing/builders';
import { seededRandom } from '@trashfire/shared/testing/random';
import type * as Y from 'yjs';
import type { Caller, StudioApi } from './studio-api.ts';

const random = seededRandom(5);

/** An episode of one scene as the board leaves it. */
export interface BoardedEpisode {
  id: string;
  sceneId: string;
  /** Its blocks of dialogue, in order. */
  blocks: string[];
  /** One for each length asked for; the first says the first line and so on. */
  shots: string[];
  edit(change: (doc: Y.Doc) => void): Promise<void>;
}

/** @param frames length of each shot at the edit rate. */
export async function boardedEpisode(
  api: StudioApi,
  owner: Caller,
  fountain: string,
  frames: readonly number[],
): Promise<BoardedEpisode> {
  const series = await owner.call('createSeries', {}, { title: 'Harbour' });
  const { id } = await owner.call('createEpisode', { seriesId: series.id }, { title: 'One', fountain });
  const edit = (change: (doc: Y.Doc) => void) => api.core.writer.write(documentName('episode', id), 'test', change);
  let blocks: string[] = [];
  let sceneId = '';
  const shots = frames.map(() => aNewShot(random, { cast: [], lines: [] }));
  await edit((doc) => {
    blocks = [...blockIdsOf(doc)].filter((block) => findBlock(doc, block)?.block.nodeName === 'dialogue');
    sceneId = sceneIdsOf(doc)[0] ?? '';
    for (const [i, shot] of shots.entries()) {
      const lines = blocks.slice(i, i + 1);
      const clip = { id: newId(), duration: frames[i] ?? 1 };
      runCommand(doc, addShot, { shot: { ...shot, sceneId, lines }, before: null, clip }, 'test');
    }
  });
  return { id, sceneId, blocks, shots: shots.map((shot) => shot.id), edit };
}
