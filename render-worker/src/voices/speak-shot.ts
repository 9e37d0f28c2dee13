import type { ShotManifest, SpokenLine } from '@trashfire/shared/render/manifest';
import type { MouthTrack } from '@trashfire/shared/render/visemes';
import type { Speech, SpeechEngine } from '@trashfire/shared/speech/engine';
import { SOUND_RATE } from '@trashfire/shared/speech/sound-rate';
import type { DialogueLine } from '../media/dialogue-track.ts';
import { dialogueTrack } from '../media/dialogue-track.ts';
import { mouthTrack } from './visemes.ts';

/** Everything heard and lip-synced in one shot. */
export interface ShotSpeech {
  /** One track per line that makes a sound, in the order of the lines. */
  readonly mouths: readonly MouthTrack[];
  /** Mono at SOUND_RATE, exactly as long as the shot. */
  readonly dialogue: Int16Array;
  /** What could not be spoken as written or did not fit, for people. */
  readonly warnings: readonly string[];
}

/** A line longer than its room is spoken faster, up to this; people notice more. */
const MAX_HURRY = 1.3;
/** Aimed at when hurrying, because pauses and sounds do not shrink exactly in step. */
const HURRY_MARGIN = 1.02;

/** Frames from a line's start to the next line that starts later, or to the end of the shot. */
function roomFor(line: SpokenLine, shot: Pick<ShotManifest, 'lines' | 'frames'>): number {
  const later = shot.lines.map((other) => other.startFrame).filter((start) => start > line.startFrame);
  return Math.max(0, Math.min(shot.frames, ...later) - line.startFrame);
}

async function speakInto(
  engine: SpeechEngine,
  line: SpokenLine,
  seconds: number,
  signal: AbortSignal | undefined,
): Promise<Speech> {
  // A page of text in a shot of two seconds is minutes of speech, of which two seconds are heard.
  const natural = await engine.synthesize(line.text, line.voice, signal, seconds * MAX_HURRY);
  const needed = natural.samples.length / natural.sampleRate / seconds;
  if (needed <= 1) return natural;
  const hurry = Math.min(MAX_HURRY, needed * HURRY_MARGIN);
  const hurried = await engine.synthesize(line.text, { ...line.voice, rate: line.voice.rate * hurry }, signal, seconds);
  const most = Math.floor(seconds * hurried.sampleRate);
  if (hurried.samples.length <= most) return hurried;
  const start = line.text.length > 40 ? `${line.text.slice(0, 40)}…` : line.text;
  return {
    ...hurried,
    samples: hurried.samples.slice(0, most),
    warnings: [...hurried.warnings, `“${start}” does not fit its shot and is cut off. Make the shot longer.`],
  };
}

/**
 * Speaks a shot's lines and times the mouths to them. Deterministic for one manifest and engine version (R9).
 * @throws the signal's reason when aborted
 */
export async function speakShot(
  engine: SpeechEngine,
  shot: Pick<ShotManifest, 'lines' | 'frames' | 'fps'>,
  signal?: AbortSignal,
): Promise<ShotSpeech> {
  const placed: DialogueLine[] = [];
  const mouths: MouthTrack[] = [];
  const warnings: string[] = [];
  for (const line of shot.lines) {
    const room = roomFor(line, shot) / shot.fps;
    if (room === 0) {
      warnings.push('A line starts after the end of its shot and is not heard. Make the shot longer.');
      continue;
    }
    const speech = await speakInto(engine, line, room, signal);
    if (speech.sampleRate !== SOUND_RATE) throw new RangeError(`voices come at ${speech.sampleRate} Hz, not at ${SOUND_RATE}`);
    warnings.push(...speech.warnings);
    if (speech.samples.length === 0) continue;
    placed.push({ samples: speech.samples, startFrame: line.startFrame });
    mouths.push(mouthTrack(line.characterId, speech, line.startFrame, shot.fps, shot.frames));
  }
  return { mouths, dialogue: dialogueTrack(placed, shot.frames, shot.fps, SOUND_RATE), warnings };
}
