import type { ShotManifest } from '@trashfire/shared/render/manifest';
import { estimateSpeechSeconds } from '@trashfire/shared/render/speech-length';
import type { PhoneCue, Speech } from '@trashfire/shared/speech/engine';
import { describe, expect, it } from 'vitest';
import { createFilmSpeech } from './film-speech.ts';
import { speakShot } from './speak-shot.ts';
import { mouthTrack } from './visemes.ts';

const RATE = 24_000;
const FPS = 24;

/** Speech of a steady tone, silent where the phone is a pause. */
function spoken(...phones: readonly (readonly [string, number])[]): Speech {
  const cues: PhoneCue[] = [];
  for (const [phone, seconds] of phones) {
    const start = cues.at(-1)?.end ?? 0;
    cues.push({ phone, start, end: start + seconds });
  }
  const end = cues.at(-1)?.end ?? 0;
  const samples = new Int16Array(Math.round(end * RATE));
  for (const { phone, start, end: stop } of cues) if (phone !== 'pau') samples.fill(8000, start * RATE, stop * RATE);
  return { samples, sampleRate: RATE, phones: cues, warnings: [] };
}

const shape = (speech: Speech, startFrame = 0): string =>
  mouthTrack('c', speech, startFrame, FPS, 500)
    .cues.map(({ frame, viseme }) => `${frame}:${viseme}`)
    .join(' ');

describe('mouths', () => {
  it('take the shape of the sound and end closed', () => {
    expect(shape(spoken(['aa', 1 / 6], ['ow', 1 / 6], ['iy', 1 / 6]))).toBe('0:A 4:O 8:I 12:rest');
    expect(shape(spoken(['uw', 1 / 6]), 10)).toBe('10:U 14:rest');
  });

  it('close for m, b and p even when the vowel beside them is longer', () => {
    expect(shape(spoken(['aa', 1 / 6], ['m', 0.05], ['aa', 0.2]))).toContain('4:rest');
  });

  it('keep the neighbour shape for sounds made by the tongue', () => {
    expect(shape(spoken(['ow', 1 / 12], ['k', 1 / 12], ['iy', 1 / 12]))).toBe('0:O 4:I 6:rest');
  });

  it('follow the loudness there is: shut in silence whatever the sounds say', () => {
    const speech = spoken(['aa', 0.5]);
    speech.samples.fill(0, RATE / 4);
    expect(shape(speech)).toMatch(/6:rest$/);
    expect(shape(spoken(['aa', 1 / 12], ['pau', 0.5], ['aa', 1 / 12]))).toBe('0:A 2:rest 14:A 16:rest');
  });

  it('hold no open shape longer than four frames and change on even frames only', async () => {
    const speech = await createFilmSpeech().synthesize('Noooo, oh, the moon is so far away!', {
      base: 'awb',
      pitch: 0,
      rate: 0.8,
    });
    const { cues } = mouthTrack('c', speech, 7, FPS, 500);
    for (const [n, { frame, viseme }] of cues.entries()) {
      expect(frame % 2).toBe(0);
      const next = cues[n + 1];
      if (next === undefined) expect(viseme).toBe('rest');
      else if (viseme !== 'rest') expect(next.frame - frame).toBeLessThanOrEqual(4);
    }
    const end = 7 + (speech.samples.length / speech.sampleRate) * FPS;
    expect(Math.abs((cues.at(-1)?.frame ?? 0) - end)).toBeLessThanOrEqual(3);
    expect(new Set(cues.map(({ viseme }) => viseme)).size).toBeGreaterThanOrEqual(5);
  });

  it('stay inside the shot', () => {
    const { cues } = mouthTrack('c', spoken(['aa', 5]), 0, FPS, 48);
    expect(cues.at(-1)).toEqual({ frame: 47, viseme: 'rest' });
  });
});

describe('speaking a shot', () => {
  const engine = createFilmSpeech();
  const voice = { base: 'slt', pitch: 2, rate: 1 } as const;
  const line = (text: string, startFrame: number, endFrame: number): ShotManifest['lines'][number] => {
    return { blockId: 'b', characterId: 'mio', text, voice, startFrame, endFrame };
  };

  it('places lines where the plan puts them, and nothing elsewhere', async () => {
    const text = 'The light went out again.';
    const frames = 24 + Math.ceil(estimateSpeechSeconds(text, voice) * FPS);
    const result = await speakShot(engine, { lines: [line(text, 12, frames)], frames: frames + 12, fps: FPS });
    expect(result.warnings).toEqual([]);
    expect(result.dialogue).toHaveLength((frames + 12) * 1000);
    expect(result.dialogue.subarray(0, 12_000).every((sample) => sample === 0)).toBe(true);
    expect(result.dialogue.subarray(12_000, 18_000).some((sample) => sample !== 0)).toBe(true);
    expect(result.mouths).toHaveLength(1);
    expect(result.mouths[0]?.cues[0]?.frame).toBe(12);
  });

  it('hurries a line that has too little room, and cuts one that has far too little, and says so', async () => {
    const text = 'I never asked for your help, and I will not start now.';
    const natural = await engine.synthesize(text, voice);
    const seconds = natural.samples.length / natural.sampleRate;
    const tight = Math.floor(seconds * FPS * 0.88);
    const hurried = await speakShot(engine, {
      lines: [line(text, 0, tight), line('No.', tight, tight + 20)],
      frames: tight + 20,
      fps: FPS,
    });
    expect(hurried.warnings).toEqual([]);
    expect(hurried.mouths[0]?.cues.at(-1)?.frame).toBeLessThanOrEqual(tight + 1);
    const cut = await speakShot(engine, { lines: [line(text, 0, 20)], frames: 20, fps: FPS });
    expect(cut.dialogue).toHaveLength(20_000);
    expect(cut.warnings.join()).toContain('does not fit its shot');
  });
});
