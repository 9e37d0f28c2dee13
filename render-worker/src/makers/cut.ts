import { join } from 'node:path';
import { AppError } from '@trashfire/shared/errors/app-error';
import { type CutManifest, isShotSpan } from '@trashfire/shared/render/manifest';
import type { Made, MakeContext } from '../made.ts';
import { assembleCut, type CutSpan } from '../media/assemble.ts';
import type { MakerDeps } from './deps.ts';

/** A cut: the segments of its shots joined by copying, gaps as black between them, with voices, ambience and captions in one mux. */
export async function makeCut({ ffmpeg }: MakerDeps, manifest: CutManifest, context: MakeContext): Promise<Made> {
  const { scratch, inputs, signal, onPercent } = context;
  const files = new Map(inputs.map((input) => [input.shotRevision, input]));
  const spans = manifest.shots.map((span): CutSpan => {
    if (!isShotSpan(span)) return { segment: null, dialogue: null, frames: span.frames, ambience: null };
    const { shotRevision, frames, ambience } = span;
    const file = files.get(shotRevision);
    if (!file) throw new AppError('internal', 'A shot of this cut was not fetched. Render it again.');
    const { segment, dialogue } = file;
    return { segment, dialogue, frames, ambience };
  });
  const out = join(scratch, 'cut.mp4');
  const { captions, fps, title } = manifest;
  const onProgress = (share: number) => onPercent(100 * share);
  const facts = await assembleCut({ ffmpeg, spans, captions, fps, title, out, signal, onProgress });
  const frames = facts.video?.frames ?? 0;
  return { files: [{ role: 'cut', path: out, mime: 'video/mp4' }], frames, uniqueFrames: 0, warnings: [] };
}
