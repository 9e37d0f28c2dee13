import { SOUND_RATE } from '@trashfire/shared/speech/sound-rate';
import { describe, expect, it } from 'vitest';
import { createAmbience } from './ambience.ts';
import { AMBIENCE_SOURCES, voiceSource } from './ambience-sources.ts';
import { subRip } from './captions.ts';
import { dialogueTrack } from './dialogue-track.ts';
import { mixCut } from './mix.ts';
import { waveformPeaks } from './peaks.ts';

const tone = (seconds: number, hz: number, level: number): Int16Array =>
  Int16Array.from({ length: seconds * SOUND_RATE }, (_, i) => level * 32_767 * Math.sin((2 * Math.PI * hz * i) / SOUND_RATE));

const rms = (samples: ArrayLike<number>): number =>
  Math.sqrt(Array.from(samples).reduce((sum, x) => sum + x * x, 0) / samples.length);

async function mixed(...spans: Parameters<typeof mixCut>[0]): Promise<Buffer> {
  const blocks: Buffer[] = [];
  for await (const block of mixCut(spans, 24, 'a title')) blocks.push(block);
  return Buffer.concat(blocks);
}

describe('the dialogue track', () => {
  it('is exactly as long as the shot, starts a line on its frame and makes quiet and loud lines alike', () => {
    const lines = [
      { samples: tone(0.5, 200, 0.02), startFrame: 12 },
      { samples: tone(0.5, 200, 0.9), startFrame: 48 },
    ];
    const track = dialogueTrack(lines, 73, 24, SOUND_RATE);
    expect(track).toHaveLength(73_000);
    expect(rms(track.subarray(0, 12_000))).toBe(0);
    expect(rms(track.subarray(12_000, 12_200))).toBeGreaterThan(0);
    const [quiet, loud] = [rms(track.subarray(12_500, 23_000)), rms(track.subarray(48_500, 59_000))];
    expect(quiet / loud).toBeGreaterThan(0.5);
    expect(loud / 32_768).toBeCloseTo(0.14, 2);
  });

  it('cuts what lies beyond the shot and never clips', () => {
    const all = Array.from({ length: 12 }, () => ({ samples: tone(2, 150, 1), startFrame: 20 }));
    const track = dialogueTrack(all, 24, 24, SOUND_RATE);
    expect(track).toHaveLength(24_000);
    expect(track.reduce((max, x) => Math.max(max, Math.abs(x)), 0)).toBeLessThanOrEqual(32_767);
  });
});

describe('waveform peaks', () => {
  it('has fifty a second, from silence to full scale', () => {
    const samples = new Int16Array(SOUND_RATE);
    samples[0] = -32_768;
    samples[23_999] = 16_384;
    const peaks = waveformPeaks(samples, SOUND_RATE);
    expect(peaks).toHaveLength(50);
    expect([peaks[0], peaks[1], peaks[49]]).toEqual([255, 0, 128]);
  });
});

describe('captions', () => {
  it('are timed from frames and never overlap', () => {
    const { text, count } = subRip(
      [
        { startFrame: 86_400, endFrame: 86_448, speaker: '', text: 'Late' },
        { startFrame: 24, endFrame: 60, speaker: 'Mio', text: 'First' },
        { startFrame: 48, endFrame: 72, speaker: 'Ren', text: 'Second' },
      ],
      24,
    );
    expect(count).toBe(3);
    expect(text).toBe(
      '1\n00:00:01,000 --> 00:00:02,000\nMio: First\n\n2\n00:00:02,000 --> 00:00:03,000\nRen: Second\n\n3\n01:00:00,000 --> 01:00:02,000\nLate\n',
    );
  });

  it('stay text: no tags, no time lines, no empty lines, and two at once share a cue', () => {
    const { text, count } = subRip(
      [
        { startFrame: 0, endFrame: 24, speaker: 'A', text: '<i>x</i>\n\n2\n00:00:09,000 --> 00:00:10,000' },
        { startFrame: 0, endFrame: 30, speaker: 'B', text: '{\\an8}y' },
        { startFrame: 50, endFrame: 60, speaker: 'C', text: '  \n ' },
      ],
      24,
    );
    expect(count).toBe(1);
    expect(text.match(/-->/g)).toHaveLength(1);
    expect(text).not.toMatch(/[<{\\]/);
    expect(text.trim().split('\n')).toHaveLength(4);
  });
});

describe('ambience and mix', () => {
  it('has every source about equally loud before levels', () => {
    for (const source of AMBIENCE_SOURCES) {
      const voicing = voiceSource(source, 7, SOUND_RATE);
      const level = rms(Array.from({ length: SOUND_RATE * 12 }, voicing));
      expect(level, source).toBeGreaterThan(0.5);
      expect(level, source).toBeLessThan(1.8);
    }
  });

  it('blends from one place to the next instead of jumping', () => {
    const ambience = createAmbience('seed', SOUND_RATE);
    const [left, right] = [new Float32Array(SOUND_RATE * 4), new Float32Array(SOUND_RATE * 4)];
    ambience.addTo(left, right, 0, SOUND_RATE * 2, { place: 'train', timeOfDay: 'day', weather: 'clear' });
    ambience.addTo(left, right, SOUND_RATE * 2, SOUND_RATE * 4, { place: 'interior', timeOfDay: 'day', weather: 'clear' });
    const level = (from: number, to: number): number => rms(left.subarray(from * SOUND_RATE, to * SOUND_RATE));
    expect(level(2, 2.1)).toBeGreaterThan(level(1, 2) * 0.3);
    expect(level(3.5, 4)).toBeLessThan(level(1, 2) * 0.5);
  });

  it('is the same for the same cut, exactly as long as its frames, quiet, and unlike in both ears', async () => {
    const shot = { frames: 31, dialogue: null, ambience: { place: 'harbour', timeOfDay: 'night', weather: 'rain' } } as const;
    const mix = await mixed(shot, { ...shot, frames: 70 });
    expect(mix).toHaveLength(101 * 1000 * 4);
    expect((await mixed(shot, { ...shot, frames: 70 })).equals(mix)).toBe(true);
    const samples = new Int16Array(mix.buffer, mix.byteOffset, mix.length / 2);
    const left = samples.filter((_, i) => i % 2 === 0);
    const right = samples.filter((_, i) => i % 2 === 1);
    const decibels = 20 * Math.log10(rms(left.subarray(SOUND_RATE)) / 32_768);
    expect(decibels).toBeGreaterThan(-45);
    expect(decibels).toBeLessThan(-26);
    expect(left).not.toEqual(right);
  });
});
