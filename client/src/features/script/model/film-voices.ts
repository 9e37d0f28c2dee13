import type { Voice } from '@trashfire/shared/document/dna';
import type { FromFilmSpeech, ToFilmSpeech } from './film-speech-messages.ts';
import { FilmVoicesMissing } from './speech-port.ts';

export interface Loading {
  /** Bytes. */
  readonly loaded: number;
  readonly total: number | null;
}

export interface Sound {
  /** Mono, 16 bit. */
  readonly samples: Int16Array<ArrayBuffer>;
  readonly sampleRate: number;
}

/** As much of a Worker as is used here. */
export interface SpeechWorker {
  onmessage: ((event: MessageEvent<FromFilmSpeech>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(message: ToFilmSpeech): void;
  terminate(): void;
}

interface Deps {
  readonly start: () => SpeechWorker;
  /** Null: nothing is loading, any more. */
  readonly onLoading: (loading: Loading | null) => void;
}

/** Forty megabytes of engine and memory are not held for somebody who stopped listening. */
const IDLE_MS = 5 * 60_000;
/** Neither a byte more nor a text: the line is dead or the engine ran away. */
const SILENT_MS = 60_000;

interface Waiting {
  readonly resolve: (sound: Sound) => void;
  readonly reject: (error: unknown) => void;
}

/** The film's voices in a worker: started when first asked, ended when nobody asked for some minutes. */
export class FilmVoices {
  readonly #deps: Deps;
  readonly #waiting = new Map<number, Waiting>();
  #worker: SpeechWorker | null = null;
  #ready = false;
  #lastId = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * @throws {FilmVoicesMissing} where they could not be loaded
   * @throws the signal's reason when aborted
   */
  synthesize(text: string, voice: Voice, signal: AbortSignal): Promise<Sound> {
    return new Promise((resolve, reject) => {
      const worker = this.#running();
      this.#lastId += 1;
      const id = this.#lastId;
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ kind: 'synthesize', id, text, voice });
      signal.addEventListener('abort', () => this.#drop(id, signal.reason), { once: true });
      this.#watch();
    });
  }

  /** Gives up what is still being loaded; those that are here stay. */
  cancelLoading(): void {
    if (!this.#ready) this.end();
  }

  end(): void {
    this.#fail(new Error('the voices were ended'));
  }

  #running(): SpeechWorker {
    if (this.#worker !== null) return this.#worker;
    const worker = this.#deps.start();
    this.#worker = worker;
    // Already while the first answer is waited for: it is shown, and can be given up.
    this.#deps.onLoading({ loaded: 0, total: null });
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(this.#ready ? new Error(event.message) : new FilmVoicesMissing(event.message));
    };
    return worker;
  }

  #hear(message: FromFilmSpeech): void {
    const { onLoading } = this.#deps;
    if (message.kind === 'loading') onLoading({ loaded: message.loaded, total: message.total });
    else if (message.kind === 'ready') {
      this.#ready = true;
      onLoading(null);
    } else if (message.kind === 'missing') {
      this.#fail(new FilmVoicesMissing(message.message));
      return;
    } else {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.kind === 'said') waiting?.resolve(message);
      else waiting?.reject(new Error(message.message));
    }
    this.#watch();
  }

  #drop(id: number, reason: unknown): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    this.#worker?.postMessage({ kind: 'drop', id });
    waiting.reject(reason);
    this.#watch();
  }

  #watch(): void {
    clearTimeout(this.#timer);
    if (this.#waiting.size === 0) {
      this.#timer = setTimeout(() => this.end(), IDLE_MS);
      return;
    }
    const words = 'nothing was heard of the voices for a minute';
    this.#timer = setTimeout(() => this.#fail(this.#ready ? new Error(words) : new FilmVoicesMissing(words)), SILENT_MS);
  }

  /** Ends the worker; the next text starts another one, whose engine is in the browser's cache. */
  #fail(error: Error): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    if (!this.#ready) this.#deps.onLoading(null);
    this.#ready = false;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(error);
  }
}
