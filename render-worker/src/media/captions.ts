import type { Caption } from '@trashfire/shared/render/manifest';

/** SubRip text of a cut's captions, the form in which ffmpeg reads them for a soft subtitle track. */

const MIN_MS = 1;

/** @returns "HH:MM:SS,mmm" */
function timestamp(ms: number): string {
  const pad = (value: number, width: number): string => String(value).padStart(width, '0');
  const seconds = Math.floor(ms / 1000);
  return `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)},${pad(ms % 1000, 3)}`;
}

/**
 * Text that stays text: angle brackets would be read as style tags and braces as override codes, so both become their
 * full-width twins; an empty line would end the cue, and an arrow would start a time line.
 */
function plain(text: string): string {
  return text
    .toWellFormed()
    .replace(/-->/g, '→')
    .replace(/[<>{}\\]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

interface Cue {
  readonly startMs: number;
  endMs: number;
  readonly text: string;
}

/** Cues by time. One that runs into the next ends where that starts; ones that start together become one of several lines (dual dialogue). */
function cuesOf(captions: readonly Caption[], fps: number): Cue[] {
  const ms = (frame: number): number => Math.round((frame * 1000) / fps);
  const cues: Cue[] = [];
  for (const caption of [...captions].sort((a, b) => a.startFrame - b.startFrame)) {
    const speaker = plain(caption.speaker);
    const words = plain(caption.text);
    if (words === '') continue;
    const cue = {
      startMs: ms(caption.startFrame),
      endMs: ms(caption.endFrame),
      text: speaker === '' ? words : `${speaker}: ${words}`,
    };
    const previous = cues.at(-1);
    if (previous !== undefined && previous.startMs === cue.startMs) {
      cues[cues.length - 1] = { ...cue, endMs: Math.max(previous.endMs, cue.endMs), text: `${previous.text}\n${cue.text}` };
      continue;
    }
    if (previous !== undefined) previous.endMs = Math.min(previous.endMs, cue.startMs);
    cues.push(cue);
  }
  return cues.filter((cue) => cue.endMs - cue.startMs >= MIN_MS);
}

/** What a subtitle file is and how many cues it has; `text` is '' when there are none. */
export interface Subtitles {
  readonly text: string;
  readonly count: number;
}

/** @param captions in frames from the start of the cut, any order, overlaps allowed */
export function subRip(captions: readonly Caption[], fps: number): Subtitles {
  const cues = cuesOf(captions, fps);
  const text = cues.map((cue, n) => `${n + 1}\n${timestamp(cue.startMs)} --> ${timestamp(cue.endMs)}\n${cue.text}\n`).join('\n');
  return { text, count: cues.length };
}
