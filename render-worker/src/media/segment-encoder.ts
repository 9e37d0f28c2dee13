import type { Writable } from 'node:stream';
import { AppError } from '@trashfire/shared/errors/app-error';
import { writeAtomically } from './atomic-file.ts';
import type { Ffmpeg, FfmpegRun } from './ffmpeg.ts';
import { startFfmpeg } from './ffmpeg.ts';
import { probeMp4 } from './probe.ts';
import { matroskaHeader, matroskaPictureHeader } from './raw-matroska.ts';

/** Turns a shot's pictures into one MP4 segment, all with the same parameters, so that segments join by copying. */

export interface SegmentFormat {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Length of the shot. */
  readonly frames: number;
}

export interface SegmentWriter {
  /**
   * The next frame, straight RGBA, rows from the top. Resolves when `rgba` may be overwritten, which is also the
   * backpressure: never more than one picture is waiting.
   */
  write(rgba: Uint8Array): Promise<void>;
  /** The next `count` frames are the same as the last one: costs no conversion and no transfer. */
  repeat(count: number): void;
}

const GOP_SECONDS = 2;
/** Ticks of the track's clock per frame; fixed, because a timescale chosen by the muxer may differ between segments. */
const TICKS_PER_FRAME = 512;
/** Fixed: x264's result depends on it, and one revision is to give the same bytes on every number of cores (R9). */
const ENCODER_THREADS = 4;

/** The parameters every segment shares. Anything here that changes the picture belongs to a new engine version. */
function encoderArgs({ fps, frames }: SegmentFormat): string[] {
  const picture = `scale=in_range=full:out_range=tv:out_color_matrix=bt709:flags=bilinear,format=yuv420p,fps=${fps}:round=near,setsar=1`;
  const tags = ['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'];
  const gop = String(GOP_SECONDS * fps);
  return [
    ...['-vf', picture, '-frames:v', String(frames), '-an', '-sn', '-map_metadata', '-1', '-fflags', '+bitexact'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '21', '-profile:v', 'high', '-pix_fmt', 'yuv420p'],
    ...['-g', gop, '-keyint_min', gop, '-sc_threshold', '0', '-flags', '+cgop+bitexact', '-threads', String(ENCODER_THREADS)],
    ...[...tags, '-video_track_timescale', String(TICKS_PER_FRAME * fps), '-movflags', '+faststart', '-f', 'mp4'],
  ];
}

/** Resolves when `bytes` has left for the pipe, or when the process is gone: then `done` says why. */
async function send(stdin: Writable, bytes: Uint8Array, run: FfmpegRun): Promise<void> {
  const sent = new Promise<void>((resolve) => {
    stdin.write(bytes, () => resolve());
  });
  await Promise.race([sent, run.done]);
}

class Pictures implements SegmentWriter {
  readonly #run: FfmpegRun;
  readonly #format: SegmentFormat;
  readonly #onFrame: (frames: number) => void;
  #last: Uint8Array | undefined;
  count = 0;

  constructor(run: FfmpegRun, format: SegmentFormat, onFrame: (frames: number) => void) {
    this.#run = run;
    this.#format = format;
    this.#onFrame = onFrame;
  }

  async write(rgba: Uint8Array): Promise<void> {
    const { width, height } = this.#format;
    if (rgba.length !== width * height * 4)
      throw new RangeError(`a frame of ${rgba.length} bytes is not ${width}x${height} RGBA`);
    this.#advance(1);
    this.#last = rgba;
    await this.#picture(this.count - 1, rgba);
  }

  repeat(count: number): void {
    if (this.count === 0) throw new RangeError('there is no frame to repeat yet');
    this.#advance(count);
  }

  /**
   * A picture lasts until the next one, so the last needs a successor to say how long; ffmpeg stops before showing it.
   * Its content does not matter: the buffer last written is used as it is now.
   */
  async end(): Promise<void> {
    if (this.#last !== undefined) await this.#picture(this.count, this.#last);
    this.#run.stdin.end();
  }

  #advance(count: number): void {
    this.count += count;
    if (this.count > this.#format.frames) throw new RangeError(`the shot has ${this.#format.frames} frames, not more`);
    this.#onFrame(this.count);
  }

  async #picture(frame: number, rgba: Uint8Array): Promise<void> {
    const ms = Math.round((frame * 1000) / this.#format.fps);
    await send(this.#run.stdin, matroskaPictureHeader(ms, rgba.length), this.#run);
    await send(this.#run.stdin, rgba, this.#run);
  }
}

export interface SegmentJob {
  readonly ffmpeg: Pick<Ffmpeg, 'path'>;
  readonly format: SegmentFormat;
  /** Final path; appears only when the segment is complete and checked. */
  readonly out: string;
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of frames handed over so far. */
  readonly onFrame?: (frames: number) => void;
}

/**
 * Encodes one segment from what `draw` writes.
 * @param draw writes and repeats exactly `format.frames` frames; when it throws, the encoder is stopped and nothing is left
 * @throws the signal's reason when aborted, what `draw` threw, or AppError when encoding failed
 */
export async function encodeSegment(job: SegmentJob, draw: (writer: SegmentWriter) => Promise<void>): Promise<void> {
  const { ffmpeg, format, out, signal, onFrame } = job;
  await writeAtomically(out, async (temporary) => {
    const failed = new AbortController();
    const stop = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]);
    const run = startFfmpeg(ffmpeg, ['-f', 'matroska', '-i', 'pipe:0', ...encoderArgs(format), temporary], stop);
    run.stdout.resume();
    try {
      await send(run.stdin, matroskaHeader(format.width, format.height), run);
      const pictures = new Pictures(run, format, onFrame ?? (() => undefined));
      await draw(pictures);
      if (pictures.count !== format.frames) throw new RangeError(`${pictures.count} of ${format.frames} frames were drawn`);
      await pictures.end();
      await run.done;
    } catch (error) {
      failed.abort(error);
      // The file may only be removed once nobody writes to it any more.
      await run.done.catch(() => undefined);
      throw error;
    }
    const { video } = await probeMp4(temporary);
    if (video?.frames !== format.frames || !video.constantRate) {
      throw new AppError(
        'internal',
        `The segment has ${video?.frames ?? 0} frames instead of ${format.frames}. Render the shot again.`,
      );
    }
  });
}
