/** PCM WAV, 16 bit, the one form in which sound is kept between steps: every player and every ffmpeg reads it, and its length is exact to the sample. */

export interface Sound {
  /** Signed 16-bit samples, channels interleaved. */
  readonly samples: Int16Array;
  readonly sampleRate: number;
  readonly channels: number;
}

const HEADER_BYTES = 44;
const PCM = 1;
const BYTES_PER_SAMPLE = 2;

/** @returns a WAV file of the canonical 44-byte header and the samples. */
export function encodeWav(sound: Sound): Uint8Array {
  const dataBytes = sound.samples.length * BYTES_PER_SAMPLE;
  const file = new Uint8Array(HEADER_BYTES + dataBytes);
  const view = new DataView(file.buffer);
  const tag = (at: number, text: string): void => {
    for (let i = 0; i < text.length; i++) file[at + i] = text.charCodeAt(i);
  };
  tag(0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  tag(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, sound.channels, true);
  view.setUint32(24, sound.sampleRate, true);
  view.setUint32(28, sound.sampleRate * sound.channels * BYTES_PER_SAMPLE, true);
  view.setUint16(32, sound.channels * BYTES_PER_SAMPLE, true);
  view.setUint16(34, BYTES_PER_SAMPLE * 8, true);
  tag(36, 'data');
  view.setUint32(40, dataBytes, true);
  for (let i = 0; i < sound.samples.length; i++) view.setInt16(HEADER_BYTES + 2 * i, sound.samples[i] ?? 0, true);
  return file;
}

/**
 * @param file a whole WAV file; unknown chunks are skipped, a `data` chunk cut short is read as far as it goes
 * @throws RangeError when it is not 16-bit PCM WAV
 */
export function decodeWav(file: Uint8Array): Sound {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tag = (at: number): string => String.fromCharCode(...file.subarray(at, at + 4));
  if (file.length < 12 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') throw new RangeError('not a WAV file');
  let format: { sampleRate: number; channels: number } | undefined;
  for (let at = 12; at + 8 <= file.length; ) {
    const kind = tag(at);
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (kind === 'fmt ' && body + 16 <= file.length) {
      if (view.getUint16(body, true) !== PCM || view.getUint16(body + 14, true) !== BYTES_PER_SAMPLE * 8) {
        throw new RangeError('only 16-bit PCM WAV is read');
      }
      format = { channels: view.getUint16(body + 2, true), sampleRate: view.getUint32(body + 4, true) };
    }
    if (kind === 'data' && format !== undefined) {
      const count = Math.floor(Math.min(size, file.length - body) / BYTES_PER_SAMPLE);
      const samples = new Int16Array(count);
      for (let i = 0; i < count; i++) samples[i] = view.getInt16(body + 2 * i, true);
      return { ...format, samples };
    }
    at = body + size + (size % 2);
  }
  throw new RangeError('a WAV file without samples');
}
