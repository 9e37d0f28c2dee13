import { onLeave } from '../../session/model/on-leave.ts';
import { filmSpeech } from './film-speech.ts';
import { FilmVoices } from './film-voices.ts';
import { useReading } from './reading-store.ts';

/** The film's voices of this window: one worker, whoever reads. Asked for by import() at the first text that they say. */
export const filmVoices = new FilmVoices({
  start: () => new Worker(new URL('./film-speech.worker.ts', import.meta.url), { type: 'module' }),
  onLoading: (loading) => useReading.getState().set({ loading }),
});

onLeave(() => filmVoices.end());

export const ownFilmSpeech = filmSpeech({ voices: filmVoices, output: () => new AudioContext() });
