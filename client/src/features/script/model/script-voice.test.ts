import { expect, it } from 'vitest';
import type { Utterance } from './read-script.ts';
import { scriptVoice } from './script-voice.ts';
import { type BrowserSpeech, type FilmSpeech, FilmVoicesMissing, NoVoice, type SpokenBy } from './speech-port.ts';

const LINE: Utterance = { blockId: 'a', speaker: null, parts: ['One.'] };
const FILM: SpokenBy = { by: 'film', voice: { base: 'slt', pitch: 0, rate: 1 } };
const BROWSER: SpokenBy = { by: 'browser', as: { voice: 'ada', pitch: 1, rate: 1 } };

/** @param said who says the texts, one after the other */
function stage(said: SpokenBy[], film?: Partial<FilmSpeech> | Error) {
  const log: string[] = [];
  const port = (name: string) => ({
    say: async (text: string) => {
      log.push(`${name}: ${text}`);
      return true;
    },
    pause: () => void log.push(`${name} pauses`),
    resume: () => void log.push(`${name} goes on`),
    stop: () => void log.push(`${name} stops`),
  });
  const browser: BrowserSpeech = { ...port('browser'), voices: async () => [] };
  const voice = scriptVoice({
    browser,
    film: async () => {
      if (film instanceof Error) throw film;
      return { ...port('film'), prepare: (text) => void log.push(`film prepares ${text}`), ...film };
    },
    spokenBy: () => said.shift() ?? { by: 'silence' },
    browserTold: async () => void log.push('browser told'),
    onHeard: (heard) => void log.push(`heard: ${heard}`),
    onFilmMissing: () => void log.push('film missing'),
    onPassedOver: () => void log.push('passed over'),
  });
  return { voice, told: () => log.splice(0) };
}

it('gives each text to whom it belongs, and tells who is heard', async () => {
  const { voice, told } = stage([FILM, BROWSER, FILM, BROWSER]);
  expect(await voice.say('One.', LINE)).toBe(true);
  expect(told()).toEqual(['heard: film', 'film: One.']);
  voice.prepare('Two.', LINE);
  voice.prepare('Two.', LINE);
  expect(told()).toEqual(['film prepares Two.']);
});

it('reads on with the browser’s voices where the film’s cannot be had', async () => {
  for (const film of [new FilmVoicesMissing(), { say: () => Promise.reject(new FilmVoicesMissing()) }]) {
    const { voice, told } = stage([FILM, BROWSER], film);
    expect(await voice.say('One.', LINE)).toBe(true);
    expect(told().filter((line) => line !== 'heard: film')).toEqual([
      'film missing',
      'browser told',
      'heard: browser',
      'browser: One.',
    ]);
  }
});

it('fails with what failed where it is another thing, and where there is no voice at all', async () => {
  await expect(stage([FILM], { say: () => Promise.reject(new Error('code 3')) }).voice.say('One.', LINE)).rejects.toThrow(
    'code 3',
  );
  await expect(stage([FILM], new FilmVoicesMissing()).voice.say('One.', LINE)).rejects.toBeInstanceOf(NoVoice);
});

it('tells what nobody can say, once the browser has told of its voices, and goes on', async () => {
  const { voice, told } = stage([{ by: 'nobody' }, { by: 'nobody' }]);
  expect(await voice.say('お茶', LINE)).toBe(true);
  expect(told()).toEqual(['browser told', 'passed over']);
});

it('does not begin what was broken off while the voices came, and begins paused what was paused', async () => {
  const { voice, told } = stage([FILM, FILM]);
  const first = voice.say('One.', LINE);
  voice.stop();
  expect(await first).toBe(false);
  expect(told()).toEqual(['browser stops']);
  const second = stage([FILM]);
  const saying = second.voice.say('One.', LINE);
  second.voice.pause();
  await saying;
  expect(second.told()).toEqual(['browser pauses', 'film pauses', 'heard: film', 'film: One.']);
});
