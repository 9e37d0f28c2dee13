import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShotManifest } from '@trashfire/shared/render/manifest';
import { SOUND_RATE } from '@trashfire/shared/speech/sound-rate';
import { encodeWav } from '@trashfire/shared/speech/wav';
import { engineFor } from '../engines/engine-for.ts';
import type { ShotRenderer } from '../engines/port.ts';
import type { Made, MadeFile, MakeContext } from '../made.ts';
import { waveformPeaks } from '../media/peaks.ts';
import { encodeSegment, type SegmentWriter } from '../media/segment-encoder.ts';
import { speakShot } from '../voices/speak-shot.ts';
import type { MakerDeps } from './deps.ts';

/** Speaking comes first and is short: drawing and encoding are the rest of the bar. */
const SPOKEN_PERCENT = 3;

/** A shot: its lines spoken, the pictures drawn with the mouths that follow, one segment, one dialogue track, one poster. */
export async function makeShot(deps: MakerDeps, manifest: ShotManifest, context: MakeContext): Promise<Made> {
  const { signal, onPercent } = context;
  const speech = await speakShot(deps.speech, manifest, signal);
  onPercent(SPOKEN_PERCENT);
  const engine = await engineFor(deps.engine, manifest.picture, context.picture);
  const shot = engine.openShot(manifest, speech.mouths);
  try {
    return await makeFiles(deps, manifest, context, speech, shot);
  } finally {
    // Tens of megabytes of canvases: a shot that was stopped or failed hands them on as well.
    shot.close();
  }
}

async function makeFiles(
  deps: MakerDeps,
  manifest: ShotManifest,
  { scratch, signal, onPercent }: MakeContext,
  speech: Awaited<ReturnType<typeof speakShot>>,
  shot: ShotRenderer,
): Promise<Made> {
  const segment = join(scratch, 'segment.mp4');
  const { width, height, fps, frames } = manifest;
  const onFrame = (count: number) => onPercent(SPOKEN_PERCENT + ((99 - SPOKEN_PERCENT) * count) / frames);
  await encodeSegment({ ffmpeg: deps.ffmpeg, format: { width, height, fps, frames }, out: segment, signal, onFrame }, (writer) =>
    drawAll(shot, writer, signal),
  );
  const poster = join(scratch, 'poster.jpg');
  await writeFile(poster, await shot.still());
  const files: MadeFile[] = [
    { role: 'segment', path: segment, mime: 'video/mp4' },
    { role: 'poster', path: poster, mime: 'image/jpeg' },
  ];
  if (manifest.lines.length > 0) files.push(...(await writeDialogue(speech.dialogue, scratch)));
  onPercent(100);
  return { files, frames, uniqueFrames: shot.uniqueFrames(), warnings: [...speech.warnings] };
}

async function drawAll(shot: ShotRenderer, writer: SegmentWriter, signal: AbortSignal): Promise<void> {
  const frame = Buffer.alloc(shot.width * shot.height * 4);
  for (let i = 0; i < shot.frames; i += 1) {
    signal.throwIfAborted();
    if (shot.repeatsPrevious(i)) {
      writer.repeat(1);
      continue;
    }
    shot.drawFrame(i, frame);
    await writer.write(frame);
  }
}

async function writeDialogue(samples: Int16Array, scratch: string): Promise<MadeFile[]> {
  const dialogue = join(scratch, 'dialogue.wav');
  const peaks = join(scratch, 'peaks.json');
  await writeFile(dialogue, encodeWav({ samples, sampleRate: SOUND_RATE, channels: 1 }));
  await writeFile(peaks, JSON.stringify([...waveformPeaks(samples, SOUND_RATE)]));
  return [
    { role: 'dialogue', path: dialogue, mime: 'audio/wav' },
    { role: 'peaks', path: peaks, mime: 'application/json' },
  ];
}
