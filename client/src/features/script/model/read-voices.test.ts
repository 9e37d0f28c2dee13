import { aCharacter } from '@trashfire/shared/testing/builders';
import { seededRandom } from '@trashfire/shared/testing/random';
import { expect, it } from 'vitest';
import { spokenAs, voicesFor } from './read-voices.ts';

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
