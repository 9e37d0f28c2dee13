import type { FileHandle } from 'node:fs/promises';
import { AppError } from '@trashfire/shared/errors/app-error';
import { say } from '@trashfire/shared/errors/say';

/** The box structure of an MP4 file (ISO/IEC 14496-12 §4.2), as far as it takes to find the movie header and its tracks. */

export interface Box {
  readonly type: string;
  /** Contents, header excluded. */
  readonly body: Buffer;
}

/** A movie header of an hour with subtitles is under 2 MB. */
const MAX_MOOV_BYTES = 64 * 1024 * 1024;
const MAX_TOP_LEVEL_BOXES = 10_000;

function damaged(what: string): AppError {
  return new AppError('internal', `The video file is damaged: ${what}. Render it again.`);
}

/** Boxes directly inside `bytes`. @throws AppError when one reaches beyond its parent. */
export function childBoxes(bytes: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at);
    if (size < 8 || at + size > bytes.length) throw damaged(say`a box of ${size} bytes at ${at} does not fit`);
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + 8, at + size) });
    at += size;
  }
  return boxes;
}

/** The first box reached by `path` from `boxes`, or undefined. */
export function findBox(boxes: readonly Box[], ...path: readonly string[]): Box | undefined {
  const [type, ...rest] = path;
  const box = boxes.find((candidate) => candidate.type === type);
  return box === undefined || rest.length === 0 ? box : findBox(childBoxes(box.body), ...rest);
}

/**
 * Reads the `moov` box of a file, and on the way checks that every top-level box is whole.
 * @throws AppError when the file is cut short or has no movie header
 */
export async function readMovie(file: FileHandle): Promise<Box[]> {
  const { size: fileSize } = await file.stat();
  const header = Buffer.alloc(16);
  let movie: Buffer | undefined;
  let at = 0;
  for (let count = 0; at < fileSize; count++) {
    if (count > MAX_TOP_LEVEL_BOXES) throw damaged(say`too many boxes`);
    const { bytesRead } = await file.read(header, 0, 16, at);
    if (bytesRead < 8) throw damaged(say`it ends inside a box header`);
    const short = header.readUInt32BE(0);
    const size = short === 1 ? Number(header.readBigUInt64BE(8)) : short === 0 ? fileSize - at : short;
    if (size < 8 || at + size > fileSize) throw damaged(say`it is cut short`);
    if (header.toString('latin1', 4, 8) === 'moov') {
      if (size > MAX_MOOV_BYTES) throw damaged(say`its header is too large`);
      movie = Buffer.alloc(size - 8);
      await file.read(movie, 0, movie.length, at + 8);
    }
    at += size;
  }
  if (movie === undefined) throw damaged(say`it has no movie header`);
  return childBoxes(movie);
}
