import { expect, it } from 'vitest';
import { fileName } from './save-file.ts';

it('leaves out what a file system does not take and keeps the ending', () => {
  expect(fileName('Act 1/2: "Home"?.fdx')).toBe('Act 1-2- -Home--.fdx');
  expect(fileName('..\\..\\x.csv')).toBe('-..-x.csv');
  expect(fileName('灯台.fountain')).toBe('灯台.fountain');
  expect(fileName(`${'a'.repeat(300)}.csv`)).toMatch(/^a{196}\.csv$/);
});
