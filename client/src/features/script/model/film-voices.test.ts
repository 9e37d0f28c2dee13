import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FromFilmSpeech, ToFilmSpeech } from './film-speech-messages.ts';
import { FilmVoices, type Loading, type SpeechWorker } from './film-voices.ts';
import { FilmVoicesMissing } from './speech-port.ts';

const VOICE = { base: 'slt', pitch: 0, rate: 1 } as const;
const MINUTE = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Workers that answer when they are told to. */
function stage() {
  const workers: (SpeechWorker & { asked: ToFilmSpeech[]; ended: boolean })[] = [];
  const told: (Loading | null)[] = [];
  const voices = new FilmVoices({
    start: () => {
      const asked: ToFilmSpeech[] = [];
      const worker = {
        asked,
        ended: false,
        onmessage: null,
        onerror: null,
        postMessage: (message: ToFilmSpeech) => void asked.push(message),
        terminate() {
          this.ended = true;
        },
      };
      workers.push(worker);
      return worker;
    },
    onLoading: (loading) => void told.push(loading),
  });
  const answer = (message: FromFilmSpeech) => workers.at(-1)?.onmessage?.({ data: message } as MessageEvent<FromFilmSpeech>);
  const ask = (text: string, signal = new AbortController().signal) => {
    const sound = voices.synthesize(text, VOICE, signal);
    sound.catch(() => undefined);
    return sound;
  };
  return { voices, workers, told, answer, ask };
}
const said = (id: number): FromFilmSpeech => ({ kind: 'said', id, samples: Int16Array.of(id), sampleRate: 24_000 });

it('starts one worker for all texts, tells how much of it is here, and gives each its own sound', async () => {
  const { workers, told, answer, ask } = stage();
  const [first, second] = [ask('One.'), ask('Two.')];
  expect(workers).toHaveLength(1);
  expect(workers[0]?.asked).toEqual([
    { kind: 'synthesize', id: 1, text: 'One.', voice: VOICE },
    { kind: 'synthesize', id: 2, text: 'Two.', voice: VOICE },
  ]);
  answer({ kind: 'loading', loaded: 7, total: 21 });
  answer({ kind: 'ready' });
  expect(told).toEqual([{ loaded: 0, total: null }, { loaded: 7, total: 21 }, null]);
  answer(said(2));
  answer(said(1));
  expect([...(await first).samples]).toEqual([1]);
  expect([...(await second).samples]).toEqual([2]);
});

it('drops a text nobody waits for, and fails the one that could not be said alone', async () => {
  const { workers, answer, ask } = stage();
  const stop = new AbortController();
  const [dropped, failed] = [ask('One.', stop.signal), ask('Two.')];
  answer({ kind: 'ready' });
  stop.abort(new Error('next line'));
  await expect(dropped).rejects.toThrow('next line');
  expect(workers[0]?.asked.at(-1)).toEqual({ kind: 'drop', id: 1 });
  answer({ kind: 'failed', id: 2, message: 'code 3' });
  await expect(failed).rejects.toThrow('code 3');
  await expect(failed).rejects.not.toBeInstanceOf(FilmVoicesMissing);
  expect(workers[0]?.ended).toBe(false);
});

it('says that the voices are missing where they could not be loaded, and tries anew the next time', async () => {
  const { workers, told, answer, ask } = stage();
  const [refused, other] = [ask('One.'), ask('Two.')];
  answer({ kind: 'loading', loaded: 0, total: null });
  answer({ kind: 'missing', message: 'refused (404)' });
  await expect(refused).rejects.toBeInstanceOf(FilmVoicesMissing);
  await expect(other).rejects.toBeInstanceOf(FilmVoicesMissing);
  expect(workers[0]?.ended).toBe(true);
  expect(told.at(-1)).toBeNull();
  const again = ask('One.');
  expect(workers).toHaveLength(2);
  workers[1]?.onerror?.({ message: 'no such file', preventDefault: () => undefined } as ErrorEvent);
  await expect(again).rejects.toBeInstanceOf(FilmVoicesMissing);
});

it('gives up what is not loaded yet, and keeps what is', () => {
  const { voices, workers, answer, ask } = stage();
  void ask('One.');
  voices.cancelLoading();
  expect(workers[0]?.ended).toBe(true);
  void ask('One.');
  answer({ kind: 'ready' });
  voices.cancelLoading();
  expect(workers[1]?.ended).toBe(false);
});

it('does not wait for ever, and is not held by somebody who stopped listening', async () => {
  const { workers, answer, ask } = stage();
  const stalled = ask('One.');
  vi.advanceTimersByTime(0.9 * MINUTE);
  answer({ kind: 'loading', loaded: 1, total: 21 });
  vi.advanceTimersByTime(0.9 * MINUTE);
  expect(workers[0]?.ended).toBe(false);
  vi.advanceTimersByTime(0.2 * MINUTE);
  await expect(stalled).rejects.toBeInstanceOf(FilmVoicesMissing);
  const heard = ask('One.');
  answer({ kind: 'ready' });
  answer(said(2));
  await heard;
  vi.advanceTimersByTime(4 * MINUTE);
  expect(workers[1]?.ended).toBe(false);
  vi.advanceTimersByTime(2 * MINUTE);
  expect(workers[1]?.ended).toBe(true);
});
