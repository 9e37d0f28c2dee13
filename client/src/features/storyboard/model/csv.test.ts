import { readCsv } from '@trashfire/shared/testing/read-csv';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toCsv } from './csv.ts';

const risky = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', '－', '"', ',', "'", '\r\n', '=1+1', 'a');
const cell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(risky, { maxLength: 6 }).map((parts) => parts.join('')),
);
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 8 });

it('is read back by a strict reader of RFC 4180, every cell as it was or with one apostrophe before a formula', () => {
  fc.assert(
    fc.property(table, (rows) => {
      const file = toCsv(rows);
      expect(file.startsWith('\uFEFF')).toBe(true);
      const back = readCsv(file);
      expect(back.map(({ length }) => length)).toEqual(rows.map(({ length }) => length));
      back.flat().forEach((text, index) => {
        const was = rows.flat()[index] ?? '';
        expect(text).toBe(/^[=+\-@\t\r\n＝＋－＠]/.test(was) ? `'${was}` : was);
      });
    }),
    { numRuns: 2000 },
  );
});

it('gives a spreadsheet no cell to run', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r'])
    expect(readCsv(toCsv([[`${start}cmd|' /C calc'!A0`]]))).toEqual([[`'${start}cmd|' /C calc'!A0`]]);
  expect(toCsv([['1A', 'He says "no", twice.', '灯台']])).toBe('\uFEFF1A,"He says ""no"", twice.",灯台\r\n');
});
