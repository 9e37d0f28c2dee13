import { expect, it } from 'vitest';
import { factsAbout } from './facts.ts';

const fact = (text: string) => ({ id: text, v: 1 as const, text, episodeId: null });
const about = (name: string, aliases: string[], ...texts: string[]) =>
  factsAbout({ name, aliases }, texts.map(fact)).map(({ text }) => text);

it('facts name somebody by whole words, however they are capitalised, by alias as well', () => {
  const texts = ['Nao never takes the lift.', 'The keeper is Nao’s aunt.', 'Naomi left.', 'OLD WEN counts.'];
  expect(about('NAO', [], ...texts)).toEqual(texts.slice(0, 2));
  expect(about('WEN', ['the keeper'], ...texts)).toEqual([texts[1], texts[3]]);
  expect(about('', [''], ...texts)).toEqual([]);
});

it('names in scripts without blanks are found where they stand', () => {
  expect(about('直', [], '直は眠らない。')).toEqual(['直は眠らない。']);
});
