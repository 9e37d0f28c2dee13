import type { Voice } from '@trashfire/shared/document/dna';
import type { Utterance } from './read-script.ts';
import { type BrowserSpeech, type FilmSpeech, FilmVoicesMissing, NoVoice, type SpokenBy } from './speech-port.ts';

/** Whose voices a person hears. */
export type Heard = 'film' | 'browser';

/** What a reader speaks with: it says of whom each text is, and no more. */
export interface ScriptVoice {
  /** Says one part of a line. Resolves true at its end, false when it was broken off; rejects when the voice fails. */
  say(text: string, line: Utterance): Promise<boolean>;
  /** What comes next, if nothing changes. */
  prepare(text: string, line: Utterance): void;
  pause(): void;
  resume(): void;
  stop(): void;
}

interface Deps {
  readonly browser: BrowserSpeech | null;
  /** Rejects with {@link FilmVoicesMissing} where they cannot be had. */
  readonly film: () => Promise<FilmSpeech>;
  readonly spokenBy: (text: string, line: Utterance) => SpokenBy;
  /** The browser has told of its voices, which may come late. */
  readonly browserTold: () => Promise<void>;
  readonly onHeard: (heard: Heard) => void;
  /** The film's voices cannot be had; from now on `spokenBy` names others. */
  readonly onFilmMissing: () => void;
  /** Nobody here can say it. */
  readonly onPassedOver: () => void;
}

/** Gives each text to the film's voices or the browser's; what nobody can say is told and passed over. */
export function scriptVoice(deps: Deps): ScriptVoice {
  const { browser, spokenBy } = deps;
  let film: FilmSpeech | null = null;
  let paused = false;
  /** What is said now; anything older has been broken off. */
  let turn = 0;

  const byFilm = async (text: string, voice: Voice, own: number): Promise<boolean> => {
    film ??= await deps.film();
    if (turn !== own) return false;
    // It was paused before there was anything to pause.
    if (paused) film.pause();
    deps.onHeard('film');
    return await film.say(text, voice);
  };
  const withoutFilm = async (text: string, line: Utterance, own: number): Promise<boolean> => {
    await deps.browserTold();
    if (turn !== own) return false;
    const said = spokenBy(text, line);
    if (said.by === 'silence') throw new NoVoice();
    if (said.by === 'browser' && browser !== null) {
      deps.onHeard('browser');
      return await browser.say(text, said.as);
    }
    deps.onPassedOver();
    // A script of nothing else must not hold the window.
    await new Promise((resolve) => setTimeout(resolve, 0));
    return true;
  };

  return {
    async say(text, line) {
      turn += 1;
      const own = turn;
      const said = spokenBy(text, line);
      if (said.by !== 'film') return await withoutFilm(text, line, own);
      try {
        return await byFilm(text, said.voice, own);
      } catch (error) {
        if (!(error instanceof FilmVoicesMissing)) throw error;
        if (turn !== own) return false;
        deps.onFilmMissing();
        return await withoutFilm(text, line, own);
      }
    },
    prepare(text, line) {
      const said = spokenBy(text, line);
      if (said.by === 'film') film?.prepare(text, said.voice);
    },
    pause() {
      paused = true;
      film?.pause();
      browser?.pause();
    },
    resume() {
      paused = false;
      film?.resume();
      browser?.resume();
    },
    stop() {
      turn += 1;
      paused = false;
      film?.stop();
      browser?.stop();
    },
  };
}
