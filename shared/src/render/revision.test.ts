import { describe, expect, it } from 'vitest';
import { canonicalJson } from './revision.ts';

describe('canonicalJson', () => {
  it('[R9] writes one text for one value, whatever the order of its keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'é"\n' }], a: undefined, A: true })).toBe(
      '{"A":true,"b":[1,{"c":"é\\"\\n","d":null}]}',
    );
    expect(canonicalJson({ x: 1, y: { p: 0.1, o: -0 } })).toBe(canonicalJson({ y: { o: 0, p: 0.1 }, x: 1 }));
    expect(canonicalJson([])).toBe('[]');
    expect(canonicalJson({})).toBe('{}');
  });

  it('sorts keys by code unit, as RFC 8785 does', () => {
    expect(canonicalJson({ '\u20ac': 1, '\r': 2, '1': 3, '\ud83d\ude00': 4, '\ufb33': 5, '\u00f6': 6 })).toBe(
      '{"\\r":2,"1":3,"ö":6,"€":1,"😀":4,"\ufb33":5}',
    );
  });

  it('refuses numbers that JSON would turn into null', () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(TypeError);
    expect(() => canonicalJson([Number.POSITIVE_INFINITY])).toThrow(TypeError);
  });
});
