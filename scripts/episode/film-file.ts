import { createWriteStream } from 'node:fs';
import { access, constants, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EpisodeFailure, refuse } from './failure.ts';

/** @returns where the film goes when `--out` was left out. */
export function usualOut(folder: string, screenplay: string): string {
  return join(folder, `${basename(screenplay, extname(screenplay))}.mp4`);
}

/**
 * Finds out before an hour of rendering that the film could not be written. Writes a byte, because permissions alone do not tell
 * (a read-only disk, a full one).
 * @throws EpisodeFailure
 */
export async function checkOut(out: string, screenplay: string): Promise<void> {
  if (resolve(out) === resolve(screenplay)) throw refuse('--out is the screenplay itself', 'Name another file for the film.');
  const present = await stat(out).catch(() => null);
  if (present?.isDirectory()) throw refuse(`${out} is a folder`, 'Name a file in it, such as episode.mp4.');
  if (present !== null && !present.isFile()) throw refuse(`${out} is not a file`, 'Name a file for the film.');
  const folder = dirname(resolve(out));
  const there = await stat(folder).catch(() => null);
  if (!there?.isDirectory()) throw refuse(`there is no folder ${folder}`, 'Make it first, or name another one with --out.');
  const part = partOf(out);
  try {
    if (present !== null) await access(out, constants.W_OK);
    const file = await open(part, 'w');
    await file.write('.').finally(() => file.close());
  } catch (error) {
    throw refuse(`${out} cannot be written (${reasonOf(error)})`, 'Choose another place with --out.');
  } finally {
    await rm(part, { force: true });
  }
}

/**
 * Fetches the film next to its place and renames it there, so that no program ever sees half of it.
 * @param url of the film's bytes
 * @returns its size in bytes
 */
export async function saveFilm(url: string, out: string, signal: AbortSignal): Promise<number> {
  const part = partOf(out);
  try {
    const answer = await fetch(url, { signal });
    if (!answer.ok || answer.body === null) throw new EpisodeFailure(`the film could not be fetched (${answer.status})`, AGAIN);
    await pipeline(Readable.fromWeb(answer.body), createWriteStream(part), { signal });
    const { size } = await stat(part);
    const announced = Number(answer.headers.get('content-length') ?? size);
    if (size !== announced) throw new EpisodeFailure(`only ${size} of ${announced} bytes of the film arrived`, AGAIN);
    await rename(part, out);
    return size;
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof EpisodeFailure || signal.aborted) throw error;
    throw new EpisodeFailure(`${out} could not be written (${reasonOf(error)})`, AGAIN);
  }
}

const AGAIN = 'Run the same command again; everything rendered is kept.';

function partOf(out: string): string {
  return join(dirname(out), `.${basename(out)}.${process.pid}.part`);
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EACCES' || code === 'EPERM') return 'not allowed';
  if (code === 'EROFS') return 'the disk is read-only';
  if (code === 'ENOSPC') return 'the disk is full';
  return error instanceof Error ? error.message : String(error);
}
