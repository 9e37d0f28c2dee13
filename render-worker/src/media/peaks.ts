/** Peaks a second in a waveform picture; at the timeline's closest zoom that is one every three pixels. */
export const PEAKS_PER_SECOND = 50;

/**
 * @param samples mono, 16 bit
 * @returns the greatest magnitude of each fiftieth of a second as 0..255, the last one covering what is left
 */
export function waveformPeaks(samples: Int16Array, sampleRate: number): Uint8Array {
  const count = Math.ceil((samples.length * PEAKS_PER_SECOND) / sampleRate);
  const peaks = new Uint8Array(count);
  for (let n = 0; n < count; n++) {
    const to = Math.min(samples.length, Math.round(((n + 1) * sampleRate) / PEAKS_PER_SECOND));
    let peak = 0;
    for (let i = Math.round((n * sampleRate) / PEAKS_PER_SECOND); i < to; i++) peak = Math.max(peak, Math.abs(samples[i] ?? 0));
    peaks[n] = Math.min(255, Math.round((peak / 32_768) * 255));
  }
  return peaks;
}
