import { open } from 'node:fs/promises';
import type { Box } from './mp4-boxes.ts';
import { childBoxes, findBox, readMovie } from './mp4-boxes.ts';

/** What a finished MP4 really holds, read from its own tables (ISO/IEC 14496-12 §8), since ffprobe is not always there. */

export interface VideoTrack {
  /** Sample entry, such as `avc1`. */
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly fps: number;
  /** True when every frame lasts equally long. */
  readonly constantRate: boolean;
  readonly durationSeconds: number;
}
export interface AudioTrack {
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
  readonly durationSeconds: number;
}
export interface SubtitleTrack {
  readonly codec: string;
  /** ISO 639-2, such as `eng`. */
  readonly language: string;
  /** Samples that hold text; the gaps between captions are samples too and not counted. */
  readonly captions: number;
}
export interface Mp4Facts {
  readonly durationSeconds: number;
  readonly video: VideoTrack | null;
  readonly audio: AudioTrack | null;
  readonly subtitles: SubtitleTrack | null;
}

interface Media {
  readonly handler: string;
  readonly timescale: number;
  readonly language: string;
  /** Length as presented: the edit list's where there is one, which leaves out an encoder's priming samples. */
  readonly durationSeconds: number;
  readonly entry: Box;
  readonly sampleCount: number;
  readonly sizes: readonly number[];
  /** Runs of [count, ticks] of sample durations. */
  readonly runs: readonly (readonly [number, number])[];
}

const EMPTY_TEXT_SAMPLE_BYTES = 2;

function need(box: Box | undefined, what: string): Box {
  if (box === undefined) throw new RangeError(`the MP4 track has no ${what}`);
  return box;
}

/** 32-bit or 64-bit times by the box's version: offsets of (timescale, duration) in `mvhd` and `mdhd` are the same. */
function timesOf({ body }: Box): { timescale: number; duration: number; after: number } {
  if (body.readUInt8(0) === 1) {
    return { timescale: body.readUInt32BE(20), duration: Number(body.readBigUInt64BE(24)), after: 32 };
  }
  return { timescale: body.readUInt32BE(12), duration: body.readUInt32BE(16), after: 20 };
}

/** Sum of the edit list's segments in movie ticks, or null without one. */
function editedDuration(track: readonly Box[]): number | null {
  const list = findBox(track, 'edts', 'elst')?.body;
  if (list === undefined) return null;
  const wide = list.readUInt8(0) === 1;
  const step = wide ? 20 : 12;
  let sum = 0;
  for (let n = 0, at = 8; n < list.readUInt32BE(4) && at + step <= list.length; n++, at += step) {
    sum += wide ? Number(list.readBigUInt64BE(at)) : list.readUInt32BE(at);
  }
  return sum;
}

function sampleSizes({ body }: Box): number[] {
  const fixed = body.readUInt32BE(4);
  const count = body.readUInt32BE(8);
  if (fixed !== 0) return Array.from({ length: count }, () => fixed);
  return Array.from({ length: Math.min(count, (body.length - 12) / 4) }, (_, n) => body.readUInt32BE(12 + 4 * n));
}

function timeToSample({ body }: Box): [number, number][] {
  const count = Math.min(body.readUInt32BE(4), Math.floor((body.length - 8) / 8));
  return Array.from({ length: count }, (_, n) => [body.readUInt32BE(8 + 8 * n), body.readUInt32BE(12 + 8 * n)]);
}

function readMedia(track: readonly Box[], movieTimescale: number): Media {
  const media = childBoxes(need(findBox(track, 'mdia'), 'media').body);
  const header = need(findBox(media, 'mdhd'), 'media header');
  const { timescale, duration, after } = timesOf(header);
  const table = childBoxes(need(findBox(media, 'minf', 'stbl'), 'sample table').body);
  const packed = header.body.readUInt16BE(after);
  const sizes = sampleSizes(need(findBox(table, 'stsz'), 'sample sizes'));
  const edited = editedDuration(track);
  return {
    handler: need(findBox(media, 'hdlr'), 'handler').body.toString('latin1', 8, 12),
    timescale,
    language: String.fromCharCode(((packed >> 10) & 31) + 0x60, ((packed >> 5) & 31) + 0x60, (packed & 31) + 0x60),
    durationSeconds: edited === null ? duration / timescale : edited / movieTimescale,
    entry: need(childBoxes(need(findBox(table, 'stsd'), 'sample description').body.subarray(8))[0], 'sample entry'),
    sampleCount: sizes.length,
    sizes,
    runs: timeToSample(need(findBox(table, 'stts'), 'sample times')),
  };
}

function videoOf(media: Media): VideoTrack {
  const ticks = media.runs.reduce((sum, [count, delta]) => sum + count * delta, 0);
  return {
    codec: media.entry.type,
    width: media.entry.body.readUInt16BE(24),
    height: media.entry.body.readUInt16BE(26),
    frames: media.sampleCount,
    fps: ticks === 0 ? 0 : (media.sampleCount * media.timescale) / ticks,
    constantRate: new Set(media.runs.map(([, delta]) => delta)).size === 1,
    durationSeconds: media.durationSeconds,
  };
}

function audioOf({ entry, durationSeconds }: Media): AudioTrack {
  return { codec: entry.type, channels: entry.body.readUInt16BE(16), sampleRate: entry.body.readUInt16BE(24), durationSeconds };
}

function subtitlesOf({ entry, language, sizes }: Media): SubtitleTrack {
  return { codec: entry.type, language, captions: sizes.filter((size) => size > EMPTY_TEXT_SAMPLE_BYTES).length };
}

/**
 * @returns the first video, audio and subtitle track of an MP4 file
 * @throws AppError when the file is cut short or damaged, RangeError when a track lacks a table it must have
 */
export async function probeMp4(path: string): Promise<Mp4Facts> {
  const file = await open(path, 'r');
  try {
    const movie = await readMovie(file);
    const { timescale, duration } = timesOf(need(findBox(movie, 'mvhd'), 'movie header'));
    const tracks = movie.filter(({ type }) => type === 'trak').map(({ body }) => readMedia(childBoxes(body), timescale));
    const of = (...handlers: readonly string[]): Media | undefined => tracks.find(({ handler }) => handlers.includes(handler));
    const [video, audio, subtitles] = [of('vide'), of('soun'), of('sbtl', 'text', 'subt')];
    return {
      durationSeconds: duration / timescale,
      video: video === undefined ? null : videoOf(video),
      audio: audio === undefined ? null : audioOf(audio),
      subtitles: subtitles === undefined ? null : subtitlesOf(subtitles),
    };
  } finally {
    await file.close();
  }
}
