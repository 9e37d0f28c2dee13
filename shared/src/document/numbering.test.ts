import { describe, expect, it } from 'vitest';
import { sceneNumbers, shotLetters, shotNumbers } from './numbering.ts';

describe('numbering', () => {
  it('[N1] an explicit scene number wins, the others have their place', () => {
    const numbers = sceneNumbers([
      { id: 'a', number: null },
      { id: 'b', number: '12A' },
      { id: 'c', number: ' ' },
    ]);
    expect([...numbers.values()]).toEqual(['1', '12A', '3']);
  });

  it('[N2] shot letters skip I and O and go on with AA', () => {
    expect(shotLetters(0)).toBe('A');
    expect([7, 8, 12, 13].map(shotLetters)).toEqual(['H', 'J', 'N', 'P']);
    expect(shotLetters(23)).toBe('Z');
    expect(shotLetters(24)).toBe('AA');
    expect(shotLetters(24 + 24 * 24)).toBe('AAA');
    expect(new Set(Array.from({ length: 2000 }, (_, i) => shotLetters(i))).size).toBe(2000);
  });

  it('[N3] shots are lettered by their place on the board; a scene that left the script has no number', () => {
    const shots = [
      { id: 'x', sceneId: 's', order: 'a1' },
      { id: 'y', sceneId: 's', order: 'a0' },
      { id: 'z', sceneId: 'gone', order: 'a0' },
    ];
    expect(Object.fromEntries(shotNumbers(new Map([['s', '14']]), shots))).toEqual({ y: '14A', x: '14B', z: '–A' });
  });
});
