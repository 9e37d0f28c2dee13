import { describe, expect, it } from 'vitest';
import { aShot } from '../testing/builders.ts';
import { seededRandom } from '../testing/random.ts';
import type { Clip } from './schema.ts';
import { clipAtFrame, timelineOf, VIDEO_TRACK_ID } from './timeline.ts';

const random = seededRandom(9);
const shots = [aShot(random), aShot(random), aShot(random)];

function clip(shotId: string, order: string, duration: number, own: Partial<Clip> = {}): Clip {
  return { id: random.id(), v: 1, trackId: VIDEO_TRACK_ID, shotId, order, duration, ...own };
}

describe('timelineOf', () => {
  it('[T3] start frames are sums of what stands before', () => {
    const clips = [clip(shots[1]?.id ?? '', 'a1', 20), clip(shots[0]?.id ?? '', 'a0', 10)];
    const timeline = timelineOf({ shots, clips });
    expect(timeline.clips.map(({ start, end }) => [start, end])).toEqual([
      [0, 10],
      [10, 30],
    ]);
    expect(timeline.frames).toBe(30);
    expect(timeline.unclipped).toEqual([shots[2]?.id]);
  });

  it('[T4] counts one clip a shot: the first, on the picture track, of a shot that exists', () => {
    const id = shots[0]?.id ?? '';
    const clips = [
      clip(id, 'a2', 9, { id: 'ZZZZZZZZZZZZ' }),
      clip(id, 'a2', 8, { id: '000000000000' }),
      clip(random.id(), 'a0', 7),
      clip(shots[1]?.id ?? '', 'a1', 6, { trackId: random.id() }),
    ];
    expect(timelineOf({ shots, clips }).clips).toEqual([{ id: '000000000000', shotId: id, start: 0, end: 8, duration: 8 }]);
  });

  it('[T5] finds the clip under any frame', () => {
    const many = Array.from({ length: 50 }, () => aShot(random));
    const clips = many.map((shot, i) => clip(shot.id, `a${String(i).padStart(3, '0')}`, random.int(1, 9)));
    const timeline = timelineOf({ shots: many, clips });
    for (let frame = 0; frame < timeline.frames; frame++) {
      const found = clipAtFrame(timeline, frame);
      expect(found !== null && found.start <= frame && frame < found.end).toBe(true);
    }
    expect(clipAtFrame(timeline, -1)).toBeNull();
    expect(clipAtFrame(timeline, timeline.frames)).toBeNull();
  });
});
