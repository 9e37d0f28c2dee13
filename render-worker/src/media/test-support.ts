import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ffmpeg } from './ffmpeg.ts';
import { locateFfmpeg, startFfmpeg } from './ffmpeg.ts';
import type { SegmentFormat } from './segment-encoder.ts';

/** What the tests of media share: the ffmpegs there are on this machine, a folder of their own, pictures to recognise. */

/** The npm package's ffmpeg, and the machine's own where it has one. */
export async function everyFfmpeg(): Promise<Ffmpeg[]> {
  const npm = await locateFfmpeg({});
  const first = await locateFfmpeg({ path: process.env.PATH });
  return first.source === 'path' ? [first, npm] : [npm];
}

/** Runs `use` with an empty folder that is removed afterwards. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'trashfire-media-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A frame of one grey. */
export function greyFrame({ width, height }: Pick<SegmentFormat, 'width' | 'height'>, level: number): Buffer {
  const frame = Buffer.alloc(width * height * 4, level);
  for (let i = 3; i < frame.length; i += 4) frame[i] = 255;
  return frame;
}

/** @returns the mean grey level of every frame of a video, in order. */
export async function greyLevels(
  ffmpeg: Ffmpeg,
  path: string,
  { width, height }: Pick<SegmentFormat, 'width' | 'height'>,
): Promise<number[]> {
  const run = startFfmpeg(ffmpeg, ['-i', path, '-map', '0:v', '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1']);
  run.stdin.end();
  const chunks: Buffer[] = [];
  for await (const chunk of run.stdout) chunks.push(chunk);
  await run.done;
  const bytes = Buffer.concat(chunks);
  const size = width * height;
  return Array.from({ length: bytes.length / size }, (_, n) => {
    let sum = 0;
    for (const value of bytes.subarray(n * size, (n + 1) * size)) sum += value;
    return sum / size;
  });
}
