import { setTimeout as delay } from 'node:timers/promises';

/** What a run says, piece by piece. */
export interface Speech {
  readonly text: string;
  /** Streams words on; returns when the last of them is out. @throws the signal's reason once it fires: no word after a Stop. */
  say(words: string): Promise<void>;
}

interface Deps {
  /** What was said before the run was taken over. */
  before: string;
  signal: AbortSignal;
  /** Milliseconds between two pieces of a sentence that was ready at once; a model brings its own pace. */
  paceMs: number;
  onPiece(offset: number, text: string): void;
}

/** Longest text of a run, in characters. */
const MOST = 20_000;
/** Two or three words with the space behind them. */
const PIECE = /\S+\s*(?:\S+\s*)?|\s+/g;

/** Goes on after `before`; what would make the text longer than 20 000 characters is not said. */
export function createSpeech({ before, signal, paceMs, onPiece }: Deps): Speech {
  let text = before;
  return {
    get text() {
      return text;
    },
    async say(words) {
      for (const piece of words.match(PIECE) ?? []) {
        signal.throwIfAborted();
        const fits = piece.slice(0, MOST - text.length);
        if (fits === '') return;
        onPiece(text.length, fits);
        text += fits;
        // A Stop ends the pause; the next piece meets it above.
        if (paceMs > 0) await delay(paceMs, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}
