import type { Voice } from '@trashfire/shared/document/dna';
import type { FilmVoices, Sound } from './film-voices.ts';
import type { FilmSpeech } from './speech-port.ts';

interface Deps {
  readonly voices: Pick<FilmVoices, 'synthesize'>;
  /** Where it sounds; made at the first text, which a person asked for: before that a browser keeps it silent. */
  readonly output: () => AudioContext;
}

/** So much later than its length a sound has ended; else it does not sound at all. */
const LATE_MS = 10_000;

interface Asked {
  readonly text: string;
  readonly voice: Voice;
  readonly sound: Promise<Sound>;
  readonly drop: () => void;
}

/** Speaks with the film's voices through Web Audio. */
export function filmSpeech({ voices, output }: Deps): FilmSpeech {
  let context: AudioContext | null = null;
  let paused = false;
  let ahead: Asked | null = null;
  let breakOff: () => void = () => undefined;
  /** Begins anew to wait for the end of what sounds. */
  let watch: () => void = () => undefined;

  const ask = (text: string, voice: Voice): Asked => {
    const stop = new AbortController();
    const sound = voices.synthesize(text, voice, stop.signal);
    // Whoever says it hears of a failure; what nobody says has none.
    sound.catch(() => undefined);
    return { text, voice, sound, drop: () => stop.abort() };
  };
  const take = (text: string, voice: Voice): Asked => {
    const ready = ahead;
    ahead = null;
    if (ready !== null && isSame(ready, text, voice)) return ready;
    ready?.drop();
    return ask(text, voice);
  };
  const play = ({ samples, sampleRate }: Sound, onEnd: () => void, onLate: (error: Error) => void): (() => void) => {
    context ??= output();
    const buffer = context.createBuffer(1, samples.length, sampleRate);
    buffer.copyToChannel(
      Float32Array.from(samples, (sample) => sample / 32_768),
      0,
    );
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = () => {
      clearTimeout(timer);
      watch = () => undefined;
      source.onended = null;
      source.disconnect();
    };
    watch = () => {
      clearTimeout(timer);
      if (paused) return;
      const late = () => {
        end();
        onLate(new Error('the sound does not play'));
      };
      timer = setTimeout(late, (samples.length / sampleRate) * 1000 + LATE_MS);
    };
    source.onended = () => {
      end();
      onEnd();
    };
    source.start();
    void (paused ? context.suspend() : context.resume());
    watch();
    return () => {
      source.stop();
      end();
    };
  };

  return {
    say(text, voice) {
      breakOff();
      const asked = take(text, voice);
      return new Promise((resolve, reject) => {
        let silence: () => void = asked.drop;
        breakOff = () => {
          breakOff = () => undefined;
          silence();
          resolve(false);
        };
        const own = breakOff;
        const begin = (sound: Sound) => {
          if (breakOff !== own) return;
          if (sound.samples.length === 0) resolve(true);
          else silence = play(sound, () => resolve(true), reject);
        };
        asked.sound.then(begin).catch(reject);
      });
    },
    prepare(text, voice) {
      if (ahead !== null && isSame(ahead, text, voice)) return;
      ahead?.drop();
      ahead = ask(text, voice);
    },
    pause() {
      paused = true;
      watch();
      void context?.suspend();
    },
    resume() {
      paused = false;
      watch();
      void context?.resume();
    },
    stop() {
      breakOff();
      ahead?.drop();
      ahead = null;
      paused = false;
      // Nothing sounds: the system's output is let go.
      void context?.suspend();
    },
  };
}

function isSame(asked: Asked, text: string, voice: Voice): boolean {
  const { base, pitch, rate } = asked.voice;
  return asked.text === text && base === voice.base && pitch === voice.pitch && rate === voice.rate;
}
