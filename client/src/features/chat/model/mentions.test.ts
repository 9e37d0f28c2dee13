import { describe, expect, it } from 'vitest';
import { asksAgent, callsAgent, callsIn, mentionsIn } from './mentions.ts';

const PEOPLE = [
  { id: 'n', name: 'Nao' },
  { id: 'h', name: 'Nao Hara' },
  { id: 'k', name: '木村 あい' },
];

describe('who a message calls', () => {
  it.each([
    ['@Nao Hara look', ['h']],
    ['@nao look', ['n']],
    ['look (@Nao)', ['n']],
    ['@Naomi look', []],
    ['mail nao@nao.example', []],
    ['@木村 あい、これを見て', ['k']],
    ['@Nao and @Nao Hara and @Nao', ['n', 'h']],
    ['', []],
  ])('%s', (text, ids) => {
    expect(mentionsIn(text, PEOPLE)).toEqual(ids);
  });

  it('says where the name stands', () => {
    expect(callsIn('Hi @Nao!', PEOPLE).map(({ from, to }) => [from, to])).toEqual([[3, 7]]);
  });

  it.each([
    ['@Ember break it down', true],
    ['@agent', true],
    ['ask @EMBER, please', true],
    ['@embers', false],
    ['me@ember.example', false],
  ])('the agent: %s', (text, called) => {
    expect(callsAgent(text)).toBe(called);
  });

  it('what is said to somebody is not for the agent, unless it is called too', () => {
    expect(asksAgent('Break it down', [], true)).toBe(true);
    expect(asksAgent('Break it down', [], false)).toBe(false);
    expect(asksAgent('@Nao look', ['n'], true)).toBe(false);
    expect(asksAgent('@Nao @Ember look', ['n'], false)).toBe(true);
  });
});
