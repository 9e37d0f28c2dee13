import { expect, it } from 'vitest';
import { languageFor } from './language.ts';

it('speaks what was chosen, else the first language of the browser it knows, else English', () => {
  expect(languageFor('ja', ['en-GB'])).toBe('ja');
  expect(languageFor(null, ['de-DE', 'ja-JP', 'en'])).toBe('ja');
  expect(languageFor(null, ['fr', 'de'])).toBe('en');
  expect(languageFor('klingon', ['EN-us'])).toBe('en');
  expect(languageFor(null, [])).toBe('en');
});
