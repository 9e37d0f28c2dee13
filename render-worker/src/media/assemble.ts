import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Caption } from '@trashfire/shared/render/manifest';
import { SOUND_RATE } from '@trashfire/shared/speech/sound-rate';
import { writeAtomically } from './atomic-file.ts';
import type { Subtitles } from './captions.ts';
import { subRip } from './captions.ts';
import type { Ffmpeg, FfmpegRun } from './ffmpeg.ts';
import { startFfmpeg } from './ffmpeg.ts';
import type { SoundSpan } from './mix.ts';
import { mixCut } from './mix.ts';
import type { Mp4Facts } from './probe.ts';
import { probeMp4 } from './probe.ts';
import { encodeSegment } from './segment-encoder.ts';

/** Joins a cut's segments without touching their pictures, and muxes sound and captions to them in the same pass. */

export interface CutSpan extends SoundSpan {
  /** An MP4 segment of `frames` frames, made by encodeSegment at the cut's size and fps; null is black. */
  readonly segment: string | null;
}
type Segment = CutSpan & { readonly segment: string };

export interface CutJob {
  readonly ffmpeg: Pick<Ffmpeg, 'path'>;
  /** At least one of them has a segment. */
  readonly spans: readonly CutSpan[];
  readonly captions: readonly Caption[];
  readonly fps: number;
  readonly title: string;
  /** Final path; appears only when the cut is complete and checked. Scratch files lie beside it while it is made. */
  readonly out: string;
  readonly signal?: AbortSignal | undefined;
  /** Called with 0..1, rising; 1 once the file is checked. */
  readonly onProgress?: (share: number) => void;
}

const CAPTION_LANGUAGE = 'eng';
const AUDIO_RATE = '48000';
const AUDIO_BITRATE = '160k';
const MAX_TITLE_CHARS = 300;
/** Share of the work that is done when all sound is handed over: what is left is moving the header to the front and checking. */
const FED_SHARE = 0.95;

/**
 * ffmpeg's concat script. Lengths are given, as differences of rounded absolute times: taken from the segments' own headers,
 * which count whole milliseconds, every join would shift what follows.
 */
function concatScript(segments: readonly Segment[], fps: number): string {
  const microseconds = (frame: number): number => Math.round((frame * 1_000_000) / fps);
  let frame = 0;
  const lines = segments.map(({ segment, frames }) => {
    if (/[\r\n]/.test(segment)) throw new RangeError('a segment path with a line break cannot be joined');
    const length = microseconds(frame + frames) - microseconds(frame);
    frame += frames;
    return `file '${resolve(segment).replaceAll("'", "'\\''")}'\nduration ${(length / 1_000_000).toFixed(6)}\n`;
  });
  return `ffconcat version 1.0\n${lines.join('')}`;
}

/** The spans with a black segment where there is none, as large as the others are; each length is made once. */
async function withBlack({ ffmpeg, spans, fps, signal }: CutJob, scratch: string): Promise<Segment[]> {
  const black = new Map<number, string>();
  const lengths = new Set(spans.flatMap(({ segment, frames }) => (segment === null ? [frames] : [])));
  if (lengths.size > 0) {
    const { width, height } = await sizeOf(spans);
    const picture = Buffer.alloc(width * height * 4);
    for (const frames of lengths) {
      const out = join(scratch, `black-${frames}.mp4`);
      await encodeSegment({ ffmpeg, format: { width, height, fps, frames }, out, signal }, async (writer) => {
        await writer.write(picture);
        if (frames > 1) writer.repeat(frames - 1);
      });
      black.set(frames, out);
    }
  }
  return spans.map((span) => ({ ...span, segment: span.segment ?? black.get(span.frames) ?? '' }));
}

async function sizeOf(spans: readonly CutSpan[]): Promise<{ width: number; height: number }> {
  const first = spans.find(({ segment }) => segment !== null)?.segment;
  const video = first == null ? null : (await probeMp4(first)).video;
  if (video === null) throw new RangeError('a cut of nothing but gaps has no size');
  return video;
}

function muxArgs(list: string, captions: string | null, title: string, out: string): string[] {
  const name = title
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, MAX_TITLE_CHARS);
  const input = ['-f', 'concat', '-safe', '0', '-i', list, '-f', 's16le', '-ar', String(SOUND_RATE), '-ac', '2', '-i', 'pipe:0'];
  const subtitles = captions === null ? [] : ['-f', 'srt', '-i', captions];
  const subtitleTrack = ['-map', '2:s:0', '-c:s', 'mov_text', '-metadata:s:s:0', `language=${CAPTION_LANGUAGE}`];
  return [
    ...[...input, ...subtitles, '-map', '0:v:0', '-map', '1:a:0', ...(captions === null ? [] : subtitleTrack)],
    ...[
      '-c:v',
      'copy',
      '-c:a',
      'aac',
      '-ar',
      AUDIO_RATE,
      '-b:a',
      AUDIO_BITRATE,
      '-map_metadata',
      '-1',
      '-metadata',
      `title=${name}`,
    ],
    ...['-fflags', '+bitexact', '-flags:a', '+bitexact', '-movflags', '+faststart', '-f', 'mp4', out],
  ];
}

async function feedSound(run: FfmpegRun, job: CutJob): Promise<void> {
  const frames = job.spans.reduce((sum, span) => sum + span.frames, 0);
  const totalBytes = (frames / job.fps) * SOUND_RATE * 4;
  let fed = 0;
  for await (const block of mixCut(job.spans, job.fps, job.title)) {
    const sent = new Promise<void>((resolveSent) => {
      run.stdin.write(block, () => resolveSent());
    });
    await Promise.race([sent, run.done]);
    job.signal?.throwIfAborted();
    fed += block.length;
    job.onProgress?.(Math.min(FED_SHARE, (fed / totalBytes) * FED_SHARE));
  }
  run.stdin.end();
}

/** @throws AppError when the file is not what was asked for: frames, rate, sound and captions to the last one. */
function checkCut(facts: Mp4Facts, job: CutJob, subtitles: Subtitles): void {
  const frames = job.spans.reduce((sum, span) => sum + span.frames, 0);
  const wrong: string[] = [];
  const { video, audio } = facts;
  if (video?.frames !== frames || !video.constantRate || Math.abs(video.fps - job.fps) > 0.01)
    wrong.push(`${video?.frames ?? 0} of ${frames} frames at ${video?.fps ?? 0} per second`);
  const gap = Math.abs((audio?.durationSeconds ?? 0) - frames / job.fps);
  if (gap > 1 / job.fps) wrong.push(`sound off by ${gap.toFixed(3)} s`);
  const captions = facts.subtitles?.captions ?? 0;
  if (captions !== subtitles.count) wrong.push(`${captions} of ${subtitles.count} captions`);
  if (wrong.length > 0)
    throw new AppError('internal', `The assembled video is not complete (${wrong.join(', ')}). Render it again.`);
}

async function mux(job: CutJob, scratch: string, temporary: string): Promise<Mp4Facts> {
  const subtitles = subRip(job.captions, job.fps);
  const list = join(scratch, 'segments.txt');
  const captions = subtitles.count === 0 ? null : join(scratch, 'captions.srt');
  await writeFile(list, concatScript(await withBlack(job, scratch), job.fps));
  if (captions !== null) await writeFile(captions, subtitles.text);
  const failed = new AbortController();
  const stop = job.signal === undefined ? failed.signal : AbortSignal.any([job.signal, failed.signal]);
  const run = startFfmpeg(job.ffmpeg, muxArgs(list, captions, job.title, temporary), stop);
  run.stdout.resume();
  try {
    await feedSound(run, job);
    await run.done;
  } catch (error) {
    failed.abort(error);
    await run.done.catch(() => undefined);
    throw error;
  }
  const facts = await probeMp4(temporary);
  checkCut(facts, job, subtitles);
  return facts;
}

/**
 * Assembles a scene or an episode: segments copied, one AAC track, one soft subtitle track, playable from its first bytes.
 * @returns what the finished file holds
 * @throws the signal's reason when aborted, or AppError; either way nothing is left under `out` that was not there before
 */
export async function assembleCut(job: CutJob): Promise<Mp4Facts> {
  if (job.spans.length === 0) throw new RangeError('a cut needs at least one shot');
  job.signal?.throwIfAborted();
  const scratch = await mkdtemp(join(dirname(job.out), '.cut-'));
  try {
    const facts = await writeAtomically(job.out, (temporary) => mux(job, scratch, temporary));
    job.onProgress?.(1);
    return facts;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
