import { join } from 'node:path';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { CutManifest } from '@trashfire/shared/render/manifest';
import type { Made, MakeContext } from '../made.ts';
import { assembleCut, type CutShot } from '../media/assemble.ts';
import { download } from '../storage/transfer.ts';
import type { MakerDeps } from './deps.ts';

/** Fetching the inputs is the first third of the bar, joining them the rest. */
const FETCHED_PERCENT = 33;

/** A cut: the segments of its shots fetched once each, joined by copying, with voices, ambience and captions in one mux. */
export async function makeCut({ ffmpeg }: MakerDeps, manifest: CutManifest, context: MakeContext): Promise<Made> {
  const { scratch, signal, onPercent } = context;
  const files = await fetchInputs(context);
  const shots = manifest.shots.map(({ shotRevision, frames, ambience }): CutShot => {
    const file = files.get(shotRevision);
    if (!file) throw new AppError('unavailable', 'A shot of this cut is not there yet.');
    return { ...file, frames, ambience };
  });
  const out = join(scratch, 'cut.mp4');
  const { captions, fps, title } = manifest;
  const onProgress = (share: number) => onPercent(FETCHED_PERCENT + (100 - FETCHED_PERCENT) * share);
  const facts = await assembleCut({ ffmpeg, shots, captions, fps, title, out, signal, onProgress });
  const frames = facts.video?.frames ?? 0;
  return { files: [{ role: 'cut', path: out, mime: 'video/mp4' }], frames, uniqueFrames: 0, warnings: [] };
}

async function fetchInputs({
  scratch,
  inputs,
  signal,
  onPercent,
}: MakeContext): Promise<Map<string, { segment: string; dialogue: string | null }>> {
  const files = new Map<string, { segment: string; dialogue: string | null }>();
  for (const [i, { shotRevision, segment, dialogue }] of inputs.entries()) {
    files.set(shotRevision, {
      segment: await download(segment, scratch, `${i}.mp4`, signal),
      dialogue: dialogue === null ? null : await download(dialogue, scratch, `${i}.wav`, signal),
    });
    onPercent((FETCHED_PERCENT * (i + 1)) / inputs.length);
  }
  return files;
}
