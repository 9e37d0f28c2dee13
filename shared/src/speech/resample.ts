/**
 * Band-limited resampling (windowed sinc, J. O. Smith, "Digital Audio Resampling"), used to bring a voice to the working
 * rate and, by reading it faster or slower on purpose, to make the speaker smaller or larger: pitch and formants move together.
 */

const ZERO_CROSSINGS = 12;
const TABLE_STEPS = 512;

/** Blackman-windowed sinc from 0 to ZERO_CROSSINGS, TABLE_STEPS entries per zero crossing. */
const KERNEL = Float64Array.from({ length: ZERO_CROSSINGS * TABLE_STEPS + 2 }, (_, i) => {
  const x = i / TABLE_STEPS;
  if (x >= ZERO_CROSSINGS) return 0;
  const window = 0.42 + 0.5 * Math.cos((Math.PI * x) / ZERO_CROSSINGS) + 0.08 * Math.cos((2 * Math.PI * x) / ZERO_CROSSINGS);
  return x === 0 ? 1 : (window * Math.sin(Math.PI * x)) / (Math.PI * x);
});

/**
 * @param input mono samples
 * @param step input samples per output sample; 2/3 turns 16 kHz into 24 kHz, more than that raises the pitch
 * @returns floor(input.length / step) samples on the scale of 16-bit integers
 */
export function resample(input: Int16Array, step: number): Float32Array {
  const output = new Float32Array(Math.floor(input.length / step));
  // Below 1 the kernel widens, so that nothing above the new Nyquist frequency folds back.
  const cutoff = Math.min(1, 1 / step);
  const reach = ZERO_CROSSINGS / cutoff;
  for (let n = 0; n < output.length; n++) {
    const centre = n * step;
    const from = Math.max(0, Math.ceil(centre - reach));
    const to = Math.min(input.length - 1, Math.floor(centre + reach));
    let sum = 0;
    for (let i = from; i <= to; i++) {
      const at = Math.abs(i - centre) * cutoff * TABLE_STEPS;
      const slot = at | 0;
      const low = KERNEL[slot] ?? 0;
      sum += (input[i] ?? 0) * (low + (at - slot) * ((KERNEL[slot + 1] ?? 0) - low));
    }
    output[n] = sum * cutoff;
  }
  return output;
}

/** Rounds to 16 bit and clips at full scale. */
export function toInt16(samples: Float32Array): Int16Array {
  const rounded = new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i++) rounded[i] = Math.max(-32_768, Math.min(32_767, Math.round(samples[i] ?? 0)));
  return rounded;
}
