import { blankScene } from '@trashfire/shared/document/scene-state';
import type { Clip, Shot } from '@trashfire/shared/document/schema';
import { VIDEO_TRACK_ID } from '@trashfire/shared/document/timeline';
import { describe, expect, it } from 'vitest';
import { plainShot, scriptBlock } from '../../../testing/records.ts';
import { describeShot, type EpisodeInput, episodeModel, placeName } from './episode-model.ts';

const id = (n: number) => String(n).padStart(12, '0');
const heading = (n: number, text: string) => scriptBlock(id(n), 'sceneHeading', text);
const shot = (n: number, sceneId: string, order: string, patch: Partial<Shot> = {}): Shot =>
  plainShot({ id: id(n), sceneId, order, ...patch });
const clip = (n: number, shotId: string, order: string, duration: number): Clip => ({
  id: id(n),
  v: 1,
  trackId: VIDEO_TRACK_ID,
  shotId,
  order,
  duration,
});
const empty: EpisodeInput = { blocks: [], scenes: [], shots: [], clips: [], renders: [], stills: [] };

describe('episodeModel', () => {
  const blocks = [heading(1, 'EXT. DOCK NINE - NIGHT'), heading(2, 'INT. LAMP ROOM - LATER')];

  it('numbers scenes by the script and shots by their place on the board', () => {
    const model = episodeModel({
      ...empty,
      blocks,
      shots: [shot(11, id(1), 'a1'), shot(10, id(1), 'a0'), shot(12, id(2), 'a0')],
      clips: [clip(20, id(10), 'a0', 48), clip(21, id(12), 'a1', 24)],
    });
    expect(model.scenes.map((scene) => scene.shots.map((view) => view.number))).toEqual([['1A', '1B'], ['2A']]);
    expect(model.scenes.map((scene) => scene.frames)).toEqual([48, 24]);
    expect(model.shots.get(id(12))?.clip?.start).toBe(48);
    expect(model.shots.get(id(11))?.duration).toBe(0);
  });

  it('keeps the shots of a scene whose heading was deleted, as unplaced and last', () => {
    const model = episodeModel({ ...empty, blocks, shots: [shot(10, id(9), 'a0')] });
    const last = model.scenes.at(-1);
    expect(last?.placed).toBe(false);
    expect(last?.shots[0]?.number).toBe('–A');
  });

  it('counts a heading id that a paste doubled once', () => {
    const model = episodeModel({ ...empty, blocks: [...blocks, heading(1, 'EXT. DOCK NINE - NIGHT')] });
    expect(model.scenes).toHaveLength(2);
  });

  it('[O4] has the synopsis of the script, else the one kept beside it', () => {
    const kept = (n: number, synopsis: string) => ({ ...blankScene(id(n)), synopsis });
    const [one, two] = blocks;
    if (one === undefined || two === undefined) throw new Error('two headings');
    const model = episodeModel({
      ...empty,
      blocks: [one, scriptBlock(id(3), 'synopsis', 'A boat comes in.'), two],
      scenes: [kept(1, 'Kept.'), kept(2, 'The lamp is lit.')],
    });
    expect(model.scenes.map(({ synopsis }) => synopsis)).toEqual(['A boat comes in.', 'The lamp is lit.']);
  });

  it('knows which shots speak a line', () => {
    const model = episodeModel({ ...empty, blocks, shots: [shot(10, id(1), 'a0', { lines: [id(5)] })] });
    expect(model.shotsOfLine.get(id(5))).toEqual([id(10)]);
  });
});

it('describes a shot for people who do not see it', () => {
  const model = episodeModel({
    ...empty,
    blocks: [heading(1, 'X')],
    shots: [
      shot(10, id(1), 'a0', {
        size: 'CU',
        title: 'Fog on the glass',
        action: 'She breathes on it.',
        cast: [{ characterId: id(3), position: 'centre', facing: 'camera', expression: 'sad', pose: 'stand' }],
      }),
    ],
  });
  const view = model.shots.get(id(10));
  expect(view && describeShot(view, new Map([[id(3), 'Ren']]))).toBe(
    'Shot 1A, close-up: Fog on the glass with Ren. She breathes on it.',
  );
});

it('names a scene by its place', () => {
  expect(placeName('EXT. DOCK NINE - NIGHT')).toBe('Dock nine');
  expect(placeName('INT./EXT. CAR - MOVING - DAY')).toBe('Car - moving');
  expect(placeName('SOMEWHERE')).toBe('Somewhere');
});
