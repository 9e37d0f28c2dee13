import { voiceOfName } from '@trashfire/shared/render/voice-of-name';
import { aCharacter } from '@trashfire/shared/testing/builders';
import { seededRandom } from '@trashfire/shared/testing/random';
import { expect, it } from 'vitest';
import { spokenAs, spokenInBrowser, spokenInFilm, voicesFor } from './read-voices.ts';

const voice = (id: string, language = 'en-GB', isDefault = false) => ({ id, name: id, language, isDefault });
const VOICES = [voice('d'), voice('b'), voice('a', 'en-US', true), voice('c'), voice('e'), voice('j', 'ja-JP')];

function cast(base: 'kal' | 'awb' | 'rms' | 'slt', pitch = 0) {
  return [aCharacter(seededRandom(1), { name: 'NAO', aliases: ['GIRL'], voice: { base, pitch, rate: 1.2 } })];
}
const as = (speaker: string | null, text: string, characters = cast('slt'), narrator = '') =>
  spokenAs(speaker, text, { characters, voices: VOICES, narrator });

it('gives a character the same voice each time, another than the narrator’s and than one of another base', () => {
  const bases = (['kal', 'awb', 'rms', 'slt'] as const).map((base) => as('Nao', 'Tea?', cast(base)).voice);
  expect(new Set([...bases, as(null, 'Rain.').voice]).size).toBe(5);
  expect(as('NAO', 'Tea?')).toEqual(as('girl', 'No.'));
  expect(as('NAO', 'Tea?')).toMatchObject({ pitch: 1, rate: 1.2 });
  expect(as('NAO', 'Tea?', cast('slt', 12)).pitch).toBe(2);
});

it('lets somebody who is not in the bible speak as the film does, by the name alone', () => {
  expect(as('KITE', 'Tea?')).toEqual(as('KITE', 'No.', []));
});

it('narrates in the voice that was chosen, in the default one else, and never Japanese in English', () => {
  expect(as(null, 'Rain.').voice).toBe('a');
  expect(as(null, 'Rain.', [], 'c').voice).toBe('c');
  expect(as(null, 'Rain.', [], 'gone').voice).toBe('a');
  expect(as(null, '雨が降る。', [], 'c').voice).toBe('j');
  expect(as('NAO', 'お茶は？').voice).toBe('j');
});

it('takes what there is where nobody speaks the language, and says nothing of nobody', () => {
  expect(voicesFor([voice('x', 'de-DE')], 'ja').map(({ id }) => id)).toEqual(['x']);
  expect(spokenAs('NAO', 'Tea?', { characters: [], voices: [], narrator: '' }).voice).toBe('');
});

const inFilm = (speaker: string | null, text: string, voices = VOICES, narrator = '') =>
  spokenInFilm(speaker, text, text, { characters: cast('slt', 3), voices, narrator });

it('says a character in exactly the voice the film has, also one who is not in the bible', () => {
  expect(inFilm('nao', 'Tea?')).toEqual({ by: 'film', voice: { base: 'slt', pitch: 3, rate: 1.2 } });
  expect(inFilm('GIRL', 'Tea?')).toEqual(inFilm('NAO', 'Tea?'));
  expect(inFilm('KITE', 'Tea?')).toEqual({ by: 'film', voice: voiceOfName('KITE') });
});

it('narrates in a voice of the film, unless one of the browser was chosen and speaks the language', () => {
  expect(inFilm(null, 'Rain.').by).toBe('film');
  expect(inFilm(null, 'Rain.', VOICES, 'c')).toMatchObject({ by: 'browser', as: { voice: 'c' } });
  expect(inFilm(null, 'Rain.', VOICES, 'j').by).toBe('film');
  expect(inFilm('NAO', 'Tea?', VOICES, 'c').by).toBe('film');
});

it('gives Japanese to a browser’s voice for it, and to nobody where there is none or no letter can be said', () => {
  expect(inFilm('NAO', 'お茶は？')).toMatchObject({ by: 'browser', as: { voice: 'j' } });
  const english = VOICES.filter(({ id }) => id !== 'j');
  expect(inFilm('NAO', 'お茶は？', english)).toEqual({ by: 'nobody' });
  expect(inFilm('NAO', '한국', english)).toEqual({ by: 'nobody' });
  expect(inFilm('NAO', 'Meet 東京 at six.', english).by).toBe('film');
  expect(spokenInBrowser('NAO', 'Tea?', { characters: [], voices: [], narrator: '' })).toEqual({ by: 'silence' });
});
