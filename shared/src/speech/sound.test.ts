import { describe, expect, it } from 'vitest';
import { resample, toInt16 } from './resample.ts';
import { SOUND_RATE } from './sound-rate.ts';
import { decodeWav, encodeWav } from './wav.ts';

const rms = (samples: ArrayLike<number>): number =>
  Math.sqrt(Array.from(samples).reduce((sum, x) => sum + x * x, 0) / samples.length);

describe('WAV', () => {
  it('comes back as it went, past chunks it does not know', () => {
    const sound = { samples: Int16Array.from([0, 1, -1, 32_767, -32_768]), sampleRate: 24_000, channels: 1 };
    expect(decodeWav(encodeWav(sound))).toEqual(sound);
    const file = Buffer.from(encodeWav(sound));
    const list = Buffer.from('LIST\x03\x00\x00\x00abc\x00', 'latin1');
    expect(decodeWav(Buffer.concat([file.subarray(0, 36), list, file.subarray(36)]))).toEqual(sound);
    expect(() => decodeWav(Buffer.from('not a wav'))).toThrow('not a WAV');
  });
});

describe('resampling', () => {
  it('keeps a tone and its loudness, and drops what the new rate cannot hold', () => {
    const at16k = Int16Array.from({ length: 16_000 }, (_, i) => 10_000 * Math.sin((2 * Math.PI * 440 * i) / 16_000));
    const out = toInt16(resample(at16k, 16_000 / SOUND_RATE));
    expect(out).toHaveLength(24_000);
    let crossings = 0;
    for (let i = 1; i < out.length; i++) crossings += (out[i - 1] ?? 0) < 0 && (out[i] ?? 0) >= 0 ? 1 : 0;
    expect(crossings).toBeGreaterThanOrEqual(438);
    expect(crossings).toBeLessThanOrEqual(441);
    expect(rms(out) / rms(at16k)).toBeCloseTo(1, 2);
    const high = Int16Array.from({ length: 24_000 }, (_, i) => 10_000 * Math.sin((2 * Math.PI * 10_000 * i) / 24_000));
    expect(rms(resample(high, 2).subarray(100, -100)) / rms(high)).toBeLessThan(0.01);
  });
});
