import { expect, it } from 'vitest';
import { countPages } from './page-count.ts';

const block = (type: Parameters<typeof countPages>[0][number]['type'], text: string, id: string | null = null) => ({
  id,
  type,
  text,
});

it('has no page before anything is written', () => expect(countPages([]).total).toBe(0));

it('fills a page with 55 lines and begins the next', () => {
  // A line and the blank before it: 28 blocks take 1 + 27 * 2 = 55 lines.
  const full = Array.from({ length: 28 }, () => block('action', 'Rain.'));
  expect(countPages(full).total).toBe(1);
  expect(countPages([...full, block('action', 'More.', 'x')]).of.get('x')).toBe(2);
});

it('wraps dialogue at 35 columns and sets it under its cue without a gap', () => {
  const pages = countPages([block('character', 'REN'), block('dialogue', 'a'.repeat(71))]);
  expect(pages.eighths).toBe(Math.ceil((4 * 8) / 55));
});

it('does not count what is not printed and breaks a page where told', () => {
  const pages = countPages([
    block('note', 'n'.repeat(4000)),
    block('action', 'A'),
    block('pageBreak', ''),
    block('action', 'B', 'b'),
  ]);
  expect(pages.of.get('b')).toBe(2);
});
