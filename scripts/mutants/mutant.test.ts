import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../checks.ts';
import { MUTANTS } from './list.ts';
import { applyMutant } from './mutant.ts';

const mutant = { why: '', file: 'a.ts', find: 'if (locked) return;', replace: '', tests: [] };

describe('applyMutant', () => {
  it('switches the line off', () => {
    expect(applyMutant('a; if (locked) return; b;', mutant)).toBe('a;  b;');
  });

  it('refuses a line that is gone or that occurs twice', () => {
    expect(() => applyMutant('a;', mutant)).toThrow('occurs 0 times in a.ts');
    expect(() => applyMutant('if (locked) return; if (locked) return;', mutant)).toThrow('occurs 2 times in a.ts');
  });
});

describe('the list', () => {
  it.each(MUTANTS)('$why', (listed) => {
    const source = readFileSync(join(ROOT, listed.file), 'utf8');
    expect(applyMutant(source, listed)).not.toBe(source);
    for (const test of listed.tests) expect(readFileSync(join(ROOT, test), 'utf8')).toContain('expect');
  });
});
