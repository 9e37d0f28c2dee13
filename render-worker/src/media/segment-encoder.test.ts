import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Ffmpeg } from './ffmpeg.ts';
import { locateFfmpeg, startFfmpeg } from './ffmpeg.ts';
import { probeMp4 } from './probe.ts';
import { encodeSegment } from './segment-encoder.ts';
import { everyFfmpeg, greyFrame, greyLevels, withFolder } from './test-support.ts';

const SIZE = { width: 64, height: 48 };

let ffmpegs: Ffmpeg[] = [];
beforeAll(async () => {
  ffmpegs = await everyFfmpeg();
}, 60_000);

function anyFfmpeg(): Ffmpeg {
  const [ffmpeg] = ffmpegs;
  if (ffmpeg === undefined) throw new Error('no ffmpeg');
  return ffmpeg;
}

describe('encoding a segment', () => {
  it.each([24, 30])('shows written and repeated frames for exactly their time, at %i fps', { timeout: 60_000 }, async (fps) => {
    for (const ffmpeg of ffmpegs) {
      await withFolder(async (folder) => {
        const out = join(folder, 'segment.mp4');
        const counted: number[] = [];
        const format = { ...SIZE, fps, frames: 61 };
        await encodeSegment({ ffmpeg, format, out, onFrame: (frames) => counted.push(frames) }, async (writer) => {
          await writer.write(greyFrame(SIZE, 40));
          writer.repeat(9);
          await writer.write(greyFrame(SIZE, 120));
          await writer.write(greyFrame(SIZE, 200));
          writer.repeat(49);
        });
        const levels = (await greyLevels(ffmpeg, out, SIZE)).map((level) => Math.round(level / 40) * 40);
        expect(levels).toEqual([...Array(10).fill(40), 120, ...Array(50).fill(200)]);
        expect(counted).toEqual([1, 10, 11, 12, 61]);
        const { video } = await probeMp4(out);
        expect(video).toMatchObject({ codec: 'avc1', frames: 61, constantRate: true, ...SIZE });
      });
    }
  });

  it('gives the same bytes for the same pictures', { timeout: 30_000 }, async () => {
    await withFolder(async (folder) => {
      const encode = async (name: string): Promise<void> => {
        const job = { ffmpeg: anyFfmpeg(), format: { ...SIZE, fps: 24, frames: 30 }, out: join(folder, name) };
        await encodeSegment(job, async (writer) => {
          for (let i = 0; i < 30; i++) await writer.write(greyFrame(SIZE, i * 8));
        });
      };
      await encode('a.mp4');
      await encode('b.mp4');
      const [a, b] = await Promise.all([readFile(join(folder, 'a.mp4')), readFile(join(folder, 'b.mp4'))]);
      expect(a.equals(b)).toBe(true);
    });
  });

  it('stops the process and leaves nothing when it is aborted while drawing', { timeout: 30_000 }, async () => {
    await withFolder(async (folder) => {
      const stop = new AbortController();
      const reason = new Error('cancelled');
      const job = {
        ffmpeg: anyFfmpeg(),
        format: { ...SIZE, fps: 24, frames: 500 },
        out: join(folder, 'x.mp4'),
        signal: stop.signal,
      };
      const encoding = encodeSegment(job, async (writer) => {
        for (let i = 0; i < 500; i++) {
          if (i === 20) stop.abort(reason);
          await writer.write(greyFrame(SIZE, i % 250));
        }
      });
      await expect(encoding).rejects.toBe(reason);
      expect(await readdir(folder)).toEqual([]);
    });
  });

  it('refuses too few frames, too many, and a frame of another size', { timeout: 30_000 }, async () => {
    await withFolder(async (folder) => {
      const job = { ffmpeg: anyFfmpeg(), format: { ...SIZE, fps: 24, frames: 2 }, out: join(folder, 'x.mp4') };
      const frame = greyFrame(SIZE, 9);
      await expect(encodeSegment(job, (writer) => writer.write(frame))).rejects.toThrow('1 of 2 frames');
      await expect(
        encodeSegment(job, async (writer) => {
          await writer.write(frame);
          writer.repeat(2);
        }),
      ).rejects.toThrow('2 frames, not more');
      await expect(encodeSegment(job, (writer) => writer.write(frame.subarray(4)))).rejects.toThrow('64x48');
      expect(await readdir(folder)).toEqual([]);
    });
  });
});

describe('finding and running ffmpeg', () => {
  it('names the version, and tells a wrong FFMPEG_PATH and a program that is none from one another', async () => {
    expect(anyFfmpeg().version).toMatch(/\S/);
    await expect(locateFfmpeg({ configured: '/no/such/ffmpeg' })).rejects.toThrow('FFMPEG_PATH is /no/such/ffmpeg');
    await expect(locateFfmpeg({ configured: process.execPath })).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('says what ffmpeg complained about', async () => {
    const run = startFfmpeg(anyFfmpeg(), ['-i', '/no/such/file.mp4', '-f', 'null', '-']);
    run.stdout.resume();
    run.stdin.end();
    await expect(run.done).rejects.toMatchObject({ code: 'internal', message: expect.stringContaining('No such file') });
  });

  it('ends the process when aborted: its number is free afterwards', { timeout: 20_000 }, async () => {
    const stop = new AbortController();
    const run = startFfmpeg(anyFfmpeg(), ['-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=1000', '-f', 'null', '-'], stop.signal);
    run.stdout.resume();
    const { pid } = run;
    if (pid === undefined) throw new Error('no process');
    expect(process.kill(pid, 0)).toBe(true);
    stop.abort();
    await expect(run.done).rejects.toMatchObject({ name: 'AbortError' });
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
