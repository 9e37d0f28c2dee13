import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
/** Rows without a test; only ever lowered. */
const OPEN = 11;

interface Row {
  id: string;
  test: string;
}

function rows(): Row[] {
  const lines = readFileSync(join(ROOT, 'docs', 'ux-coverage.md'), 'utf8').split('\n');
  return lines.flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    const [, id = '', , test = ''] = cells;
    return /^[A-Z]\d+$/.test(id) ? [{ id, test }] : [];
  });
}

it('every expectation has an id of its own', () => {
  const ids = rows().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(60);
});

it('every row names a test that is there, or is open', () => {
  const wrong = rows().filter(({ test }) => test !== 'open' && !isThere(test));
  expect(wrong).toEqual([]);
});

it('no row becomes open again', () => {
  expect(rows().filter(({ test }) => test === 'open')).toHaveLength(OPEN);
});

/** `file` › the beginning of a title in it. */
function isThere(test: string): boolean {
  const [, file = '', title = ''] = /^`([^`]+)` › (.+)$/.exec(test) ?? [];
  if (file === '' || title === '') return false;
  return readFileSync(join(ROOT, file), 'utf8').includes(title);
}
