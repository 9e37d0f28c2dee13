import { describe, expect, it } from 'vitest';
import { tokenOf } from './enter.ts';

describe('tokenOf', () => {
  it('finds the token in a pasted link', () => {
    expect(tokenOf(' http://127.0.0.1:4310/enter?token=abcdefghijklmnop%2B1 ')).toBe('abcdefghijklmnop+1');
    expect(tokenOf('http://x/enter#token=abcdefghijklmnop&x=1')).toBe('abcdefghijklmnop');
  });
  it('takes a bare token and refuses what cannot be one', () => {
    expect(tokenOf('abcdefghijklmnopqrst')).toBe('abcdefghijklmnopqrst');
    expect(tokenOf('hello')).toBeNull();
    expect(tokenOf('http://127.0.0.1:4310/')).toBeNull();
    expect(tokenOf('http://127.0.0.1:4310/enter?token=abcdefghijklmnop%')).toBeNull();
  });
});
