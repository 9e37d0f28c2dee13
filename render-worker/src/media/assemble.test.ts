import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SOUND_RATE } from '@trashfire/shared/speech/sound-rate';
import { encodeWav } from '@trashfire/shared/speech/wav';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CutJob, CutSpan } from './assemble.ts';
import { assembleCut } from './assemble.ts';
import { dialogueTrack } from './dialogue-track.ts';
import type { Ffmpeg } from './ffmpeg.ts';
import { runFfmpeg, startFfmpeg } from './ffmpeg.ts';
import { encodeSegment } from './segment-encoder.ts';
import { everyFfmpeg, greyFrame, greyLevels, withFolder } from './test-support.ts';

const SIZE = { width: 64, height: 48 };
const LENGTHS = [7, 25, 50];
const CAPTIONS = [
  { startFrame: 2, endFrame: 6, speaker: 'Mio', text: 'One <b>& two' },
  { startFrame: 10, endFrame: 30, speaker: 'Ren', text: "It's {over}" },
  { startFrame: 40, endFrame: 70, speaker: '', text: 'Three' },
];

let ffmpegs: Ffmpeg[] = [];
beforeAll(async () => {
  ffmpegs = await everyFfmpeg();
}, 60_000);

/** Three segments whose frames count up in grey, the middle one with a tone for a voice. */
async function makeShots(ffmpeg: Ffmpeg, folder: string, fps: number): Promise<CutSpan[]> {
  let frame = 0;
  const shots: CutSpan[] = [];
  for (const [n, frames] of LENGTHS.entries()) {
    const segment = join(folder, `it's ${n}.mp4`);
    await encodeSegment({ ffmpeg, format: { ...SIZE, fps, frames }, out: segment }, async (writer) => {
      for (let i = 0; i < frames; i++) await writer.write(greyFrame(SIZE, 20 + ((frame + i) % 40) * 5));
    });
    frame += frames;
    const dialogue = n === 1 ? join(folder, 'voice.wav') : null;
    if (dialogue !== null) {
      const tone = Int16Array.from({ length: SOUND_RATE / 2 }, (_, i) => 9000 * Math.sin(i / 10));
      const samples = dialogueTrack([{ samples: tone, startFrame: 3 }], frames, fps, SOUND_RATE);
      await writeFile(dialogue, encodeWav({ samples, sampleRate: SOUND_RATE, channels: 1 }));
    }
    shots.push({ frames, segment, dialogue, ambience: { place: 'harbour', timeOfDay: 'night', weather: 'rain' } });
  }
  return shots;
}

async function makeJob(ffmpeg: Ffmpeg, folder: string, fps: number): Promise<CutJob> {
  return {
    ffmpeg,
    spans: await makeShots(ffmpeg, folder, fps),
    captions: CAPTIONS,
    fps,
    title: 'The "Lamp" = 1',
    out: join(folder, 'cut.mp4'),
  };
}

/** The sound of a file, left channel, 48 000 a second. */
async function samplesOf(ffmpeg: Ffmpeg, path: string): Promise<Float32Array> {
  const run = startFfmpeg(ffmpeg, ['-i', path, '-map', '0:a', '-af', 'pan=mono|c0=c0', '-f', 'f32le', 'pipe:1']);
  run.stdin.end();
  const chunks: Buffer[] = [];
  for await (const chunk of run.stdout) chunks.push(chunk);
  await run.done;
  const bytes = Buffer.concat(chunks);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4));
}

function peak(samples: Float32Array, from: number, to: number): number {
  return samples.subarray(Math.round(from), Math.round(to)).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

describe('assembling a cut', () => {
  it.each([24, 30])(
    'keeps every frame of every segment in order, at %i fps, with each ffmpeg there is',
    { timeout: 60_000 },
    async (fps) => {
      for (const ffmpeg of ffmpegs) {
        await withFolder(async (folder) => {
          const job = await makeJob(ffmpeg, folder, fps);
          const shares: number[] = [];
          const facts = await assembleCut({ ...job, onProgress: (share) => shares.push(share) });
          expect(facts.video).toMatchObject({ codec: 'avc1', ...SIZE, frames: 82, constantRate: true });
          expect(facts.video?.fps).toBeCloseTo(fps, 3);
          expect(facts.video?.durationSeconds).toBeCloseTo(82 / fps, 2);
          expect(Math.abs((facts.audio?.durationSeconds ?? 0) - 82 / fps)).toBeLessThanOrEqual(1 / fps);
          expect(facts.audio).toMatchObject({ codec: 'mp4a', sampleRate: 48_000, channels: 2 });
          expect(facts.subtitles).toEqual({ codec: 'tx3g', language: 'eng', captions: 3 });
          const levels = await greyLevels(ffmpeg, job.out, SIZE);
          expect(levels).toHaveLength(82);
          for (const [n, level] of levels.entries()) expect(level).toBeCloseTo(20 + (n % 40) * 5, -1);
          expect(shares).toEqual([...shares].sort((a, b) => a - b));
          expect(shares.at(-1)).toBe(1);
          expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
        });
      }
    },
  );

  it('[T13] makes a gap black and silent for exactly its frames, wherever it stands', { timeout: 60_000 }, async () => {
    const gap = (frames: number): CutSpan => ({ segment: null, dialogue: null, frames, ambience: null });
    for (const [ffmpeg, fps] of ffmpegs.flatMap((one) => [24, 30].map((rate) => [one, rate] as const))) {
      await withFolder(async (folder) => {
        const job = await makeJob(ffmpeg, folder, fps);
        const [a, b, c] = job.spans;
        if (a === undefined || b === undefined || c === undefined) throw new Error('three shots were made');
        const spans = [gap(4), a, gap(31), b, c, gap(12)];
        const facts = await assembleCut({ ...job, spans, captions: [] });
        expect(facts.video).toMatchObject({ ...SIZE, frames: 129, constantRate: true });
        const levels = await greyLevels(ffmpeg, job.out, SIZE);
        const dark = levels.map((level) => level < 2);
        const wanted = spans.flatMap(({ segment, frames }) => Array.from({ length: frames }, () => segment === null));
        expect(dark).toEqual(wanted);
        const sound = await samplesOf(ffmpeg, job.out);
        const loudest = (from: number, to: number) => peak(sound, (from * 48_000) / fps, (to * 48_000) / fps);
        // AAC smears a little over the edge of what it is given.
        expect(loudest(11 + 3, 11 + 31 - 3)).toBe(0);
        expect(loudest(11 + 31 + 3, 11 + 31 + 20)).toBeGreaterThan(0.01);
      });
    }
  });

  it('keeps the text of the captions as it was written', { timeout: 30_000 }, async () => {
    for (const ffmpeg of ffmpegs) {
      await withFolder(async (folder) => {
        const job = await makeJob(ffmpeg, folder, 24);
        await assembleCut(job);
        const back = join(folder, 'back.srt');
        await runFfmpeg(ffmpeg, ['-i', job.out, '-map', '0:s', '-f', 'srt', back]);
        const text = await readFile(back, 'utf8');
        expect(text).toContain('Mio: One ＜b＞& two');
        expect(text).toContain("Ren: It's ｛over｝");
        expect(text.match(/-->/g)).toHaveLength(3);
      });
    }
  });

  it('has no subtitle track when nobody speaks, and the same bytes for the same cut', { timeout: 30_000 }, async () => {
    const ffmpeg = ffmpegs.at(-1);
    if (ffmpeg === undefined) throw new Error('no ffmpeg');
    await withFolder(async (folder) => {
      const job = { ...(await makeJob(ffmpeg, folder, 24)), captions: [] };
      expect((await assembleCut(job)).subtitles).toBeNull();
      const first = await readFile(job.out);
      await assembleCut(job);
      expect((await readFile(job.out)).equals(first)).toBe(true);
    });
  });

  it('leaves nothing behind when it is stopped', { timeout: 30_000 }, async () => {
    const ffmpeg = ffmpegs.at(-1);
    if (ffmpeg === undefined) throw new Error('no ffmpeg');
    await withFolder(async (folder) => {
      const job = await makeJob(ffmpeg, folder, 24);
      const before = await readdir(folder);
      const stop = new AbortController();
      const reason = new Error('stopped by a person');
      await expect(assembleCut({ ...job, signal: stop.signal, onProgress: () => stop.abort(reason) })).rejects.toBe(reason);
      expect(await readdir(folder)).toEqual(before);
    });
  });

  it.skipIf(process.platform === 'win32')(
    'keeps the old file and says why when the disk is full',
    { timeout: 30_000 },
    async () => {
      const ffmpeg = ffmpegs.at(-1);
      if (ffmpeg === undefined) throw new Error('no ffmpeg');
      await withFolder(async (folder) => {
        const job = await makeJob(ffmpeg, folder, 24);
        await writeFile(job.out, 'the older cut');
        // A limit on file size fails the very writes a full disk would, and needs no rights to set.
        const limited = join(folder, 'limited-ffmpeg');
        await writeFile(limited, `#!/bin/sh\nulimit -f 8\nexec '${ffmpeg.path}' "$@"\n`);
        await chmod(limited, 0o755);
        await expect(assembleCut({ ...job, ffmpeg: { path: limited } })).rejects.toThrow(
          /ffmpeg ended|disk is full|not complete|damaged/,
        );
        expect(await readFile(job.out, 'utf8')).toBe('the older cut');
        expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
      });
    },
  );
});
