import { expect, it } from 'vitest';
import { typedOver } from './typed.ts';

it('writes nothing for who only looked into a field, whatever others made of it meanwhile', () => {
  expect(typedOver('A storm.', 'A storm.')).toBeNull();
  expect(typedOver('A storm.', ' A storm. ')).toBeNull();
});

it('writes what was typed, an empty text too', () => {
  expect(typedOver('A storm.', 'A calm.')).toBe('A calm.');
  expect(typedOver('A storm.', '')).toBe('');
});
