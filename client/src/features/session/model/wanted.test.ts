import { expect, it } from 'vitest';
import { keepWanted, ownPath, takeWanted } from './wanted.ts';

const ORIGIN = 'http://127.0.0.1:4310';

it('is gone to once, in full', () => {
  const held = new Map<string, string>();
  const shelf = {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
  keepWanted(shelf, '/episodes/0123456789AB/storyboard?shot=0123456789AC');
  expect(takeWanted(shelf, ORIGIN)).toBe('/episodes/0123456789AB/storyboard?shot=0123456789AC');
  expect(takeWanted(shelf, ORIGIN)).toBeNull();
});

it.each([
  'https://evil.example/episodes',
  '//evil.example/episodes',
  '/\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  'javascript:alert(1)',
  `${ORIGIN}.evil.example/`,
  'episodes',
  '/sign-in',
  '/enter?token=abcdefghijklmnop',
  '//',
  '',
  null,
  { from: '/' },
])('is never another place than a page of this studio: %s', (wanted) => {
  expect(ownPath(wanted, ORIGIN)).toBeNull();
});

it('a browser that keeps nothing keeps nobody out', () => {
  const closed = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  const shelf = { getItem: closed, setItem: closed, removeItem: closed };
  expect(() => keepWanted(shelf, '/trash')).not.toThrow();
  expect(takeWanted(shelf, ORIGIN)).toBeNull();
});
