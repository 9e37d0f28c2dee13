import { describe, expect, it } from 'vitest';
import type { Voice } from '../document/dna.ts';
import { filmSpeech } from '../testing/film-speech.ts';
import type { Speech } from './engine.ts';

const engine = filmSpeech();
const LINE = 'Wait for me at the harbour, I have something to show you!';
const voice = (base: Voice['base'], pitch = 0, rate = 1): Voice => ({ base, pitch, rate });

/** Median pitch in Hz of the voiced parts, by normalised autocorrelation over 40 ms windows. */
function medianPitch({ samples, sampleRate }: Speech): number {
  const window = Math.round(sampleRate * 0.04);
  const found: number[] = [];
  for (let at = 0; at + 2 * window < samples.length; at += window) {
    const energy = (from: number): number => samples.subarray(from, from + window).reduce((sum, x) => sum + x * x, 0);
    const own = energy(at);
    if (own / window < 250_000) continue;
    let best = { score: 0.7, lag: 0 };
    for (let lag = Math.round(sampleRate / 450); lag < sampleRate / 60; lag++) {
      let product = 0;
      for (let i = at; i < at + window; i++) product += (samples[i] ?? 0) * (samples[i + lag] ?? 0);
      const score = product / Math.sqrt(own * energy(at + lag) + 1);
      // A whole multiple of the period fits nearly as well; the first good fit is the period.
      if (score > best.score * 1.04) best = { score, lag };
    }
    if (best.lag > 0) found.push(sampleRate / best.lag);
  }
  return found.sort((a, b) => a - b)[Math.floor(found.length / 2)] ?? 0;
}

describe('speaking with flite', () => {
  it('says the same line in the same bytes, with its sounds timed to the end', async () => {
    const [a, b] = [
      await engine.synthesize(LINE, voice('slt', 3, 1.1)),
      await filmSpeech().synthesize(LINE, voice('slt', 3, 1.1)),
    ];
    expect(a.samples).toEqual(b.samples);
    expect(a.phones).toEqual(b.phones);
    expect(a.warnings).toEqual([]);
    expect(a.phones[0]?.start).toBe(0);
    expect(a.phones.at(-1)?.end).toBeCloseTo(a.samples.length / a.sampleRate, 2);
    for (const [n, cue] of a.phones.entries()) {
      expect(cue.end).toBeGreaterThan(cue.start);
      if (n > 0) expect(cue.start).toBeCloseTo(a.phones[n - 1]?.end ?? -1, 6);
    }
  });

  it('gives each member of a cast a pitch of their own', { timeout: 20_000 }, async () => {
    const cast = [voice('rms', -4), voice('kal', 0), voice('awb', 2), voice('slt', 1), voice('slt', 6), voice('kal', 12)];
    const pitches: number[] = [];
    for (const member of cast) pitches.push(medianPitch(await engine.synthesize(LINE, member)));
    for (const [n, pitch] of pitches.entries()) {
      if (n > 0) expect(pitch, pitches.join(' ')).not.toBeCloseTo(pitches[n - 1] ?? 0, -1);
    }
    expect(new Set(pitches.map((pitch) => Math.round(pitch / 6))).size).toBe(cast.length);
  });

  it.each(['kal', 'awb', 'rms', 'slt'] as const)(
    'moves %s by the semitones asked for, and its length by the rate alone',
    async (base) => {
      const [plain, high, fast] = [voice(base), voice(base, 5), voice(base, 0, 1.25)].map((each) =>
        engine.synthesize(LINE, each),
      );
      const [p, h, f] = await Promise.all([plain, high, fast]);
      if (p === undefined || h === undefined || f === undefined) throw new Error('not spoken');
      const semitones = 12 * Math.log2(medianPitch(h) / medianPitch(p));
      expect(semitones).toBeGreaterThan(3.5);
      expect(semitones).toBeLessThan(7);
      expect(h.samples.length / p.samples.length).toBeCloseTo(1, 1);
      expect(p.samples.length / f.samples.length).toBeCloseTo(1.25, 1);
    },
  );

  it('says nothing for nothing, pauses for what it cannot read, and says so', async () => {
    for (const text of ['', '  ', '…', '☆ ♪', '\ud800']) {
      expect((await engine.synthesize(text, voice('kal'))).samples, JSON.stringify(text)).toHaveLength(0);
    }
    const kanji = await engine.synthesize('東京', voice('kal'));
    expect(kanji.samples).toHaveLength(0.8 * kanji.sampleRate);
    expect(kanji.samples.every((sample) => sample === 0)).toBe(true);
    expect(kanji.warnings[0]).toContain('東京');
  });

  it('survives hostile text: options, markup, endless words, control characters', { timeout: 20_000 }, async () => {
    for (const text of [
      '-o /etc/passwd',
      '<speak><break time="9999s"/></speak>',
      'a'.repeat(600),
      '\0\x07%s%n',
      `${'z! '.repeat(60)}`,
    ]) {
      const speech = await engine.synthesize(text, voice('slt'));
      expect(speech.samples.length).toBeGreaterThan(0);
    }
  });

  it('that is long enough ends there, and is what it would have been so far (R9)', async () => {
    const text = 'One thing after another. '.repeat(6);
    const whole = await engine.synthesize(text, voice('kal'));
    const enough = await engine.synthesize(text, voice('kal'), undefined, 2);
    expect(enough.samples.length).toBeLessThan(whole.samples.length);
    expect(enough.samples.length).toBeGreaterThan(2 * enough.sampleRate);
    expect(enough.samples).toEqual(whole.samples.slice(0, enough.samples.length));
  });

  it('stops between phrases', async () => {
    const stop = new AbortController();
    const reason = new Error('stopped');
    const speaking = engine.synthesize('One thing. '.repeat(200), voice('kal'), stop.signal);
    stop.abort(reason);
    await expect(speaking).rejects.toBe(reason);
  });
});
