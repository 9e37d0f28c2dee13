import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { aNewShot } from '../../testing/builders.ts';
import { seededRandom } from '../../testing/random.ts';
import { clipsInCut } from '../board.ts';
import { sceneIdsOf } from '../script-blocks.ts';
import { VIDEO_TRACK_ID } from '../timeline.ts';
import { boardScene } from './board-scene.ts';
import { runCommand } from './command.ts';
import { insertBlocks } from './insert-blocks.ts';
import { lockShots } from './lock-shots.ts';
import { moveScene } from './move-scene.ts';
import { setTrack } from './set-track.ts';

/** Three scenes of two shots each, all in the cut. */
function boardedScript(seed: number): { doc: Y.Doc; scenes: string[]; shots: string[] } {
  const random = seededRandom(seed);
  const doc = new Y.Doc();
  const scenes = [random.id(), random.id(), random.id()];
  const blocks = scenes.flatMap((id, at) => [
    { id, type: 'sceneHeading' as const, text: `INT. ROOM ${at} - DAY` },
    { id: random.id(), type: 'action' as const, text: `Beat ${at}.` },
  ]);
  runCommand(doc, insertBlocks, { after: null, blocks }, 'test');
  const shots = scenes.flatMap((sceneId) => {
    const made = [0, 1].map(() => {
      const { sceneId: _scene, ...shot } = aNewShot(random);
      return shot;
    });
    const clips = made.map(({ id: shotId }) => ({ id: random.id(), shotId, duration: 24 }));
    runCommand(doc, boardScene, { sceneId, shots: made, clips }, 'test');
    return made.map(({ id }) => id);
  });
  return { doc, scenes, shots };
}

const inCut = (doc: Y.Doc) => clipsInCut(doc).map(({ shotId }) => shotId);
const inScript = (doc: Y.Doc) => sceneIdsOf(doc);

describe('the clips of a scene that moves', () => {
  it('go to the story’s place in the cut', () => {
    const { doc, scenes, shots } = boardedScript(1);
    const [first = '', second = '', third = ''] = scenes;
    runCommand(doc, moveScene, { id: third, before: first, busy: [] }, 'test');
    expect(inScript(doc)).toEqual([third, first, second]);
    expect(inCut(doc)).toEqual([...shots.slice(4), ...shots.slice(0, 4)]);
  });

  it('[T10] stay where they are while the picture track is locked, and the script moves all the same', () => {
    const { doc, scenes, shots } = boardedScript(2);
    const [first = '', second = '', third = ''] = scenes;
    runCommand(doc, setTrack, { id: VIDEO_TRACK_ID, patch: { locked: true } }, 'test');
    runCommand(doc, moveScene, { id: third, before: first, busy: [] }, 'test');
    expect(inScript(doc)).toEqual([third, first, second]);
    expect(inCut(doc)).toEqual(shots);
  });

  it('[B3] a locked shot’s stays, and those of the others go', () => {
    const { doc, scenes, shots } = boardedScript(3);
    const [first = '', , third = ''] = scenes;
    const [a = '', b = '', c = '', d = '', goes = '', stays = ''] = shots;
    runCommand(doc, lockShots, { ids: [stays], lock: { personId: 'nao', name: 'Nao', reason: 'approved' } }, 'test');
    runCommand(doc, moveScene, { id: third, before: first, busy: [] }, 'test');
    expect(inCut(doc)).toEqual([goes, a, b, c, d, stays]);
  });
});
