import { describe, expect, it } from 'vitest';
import { colorOf, initialsOf } from './person.ts';

describe('a person on the screen', () => {
  it.each([
    ['Nao Hara', 'NH'],
    ['kite', 'K'],
    ['Ana María de la Cruz', 'AC'],
    ['  ', '?'],
    ['𝒳 ray', '𝒳R'],
  ])('%s is %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  it('has a colour of their own until there are more people than colours', () => {
    const colors = Array.from({ length: 5 }, (_, i) => colorOf(i));
    expect(new Set(colors).size).toBe(5);
    // The accent says "live": a person who wore it would look like work under way.
    expect(colors).not.toContain('#00ffea');
    expect(colorOf(5)).toBe(colorOf(0));
  });
});
