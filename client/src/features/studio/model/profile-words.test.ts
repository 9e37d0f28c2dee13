import { expect, it } from 'vitest';
import { creditsWord, profileWords } from './profile-words.ts';

it('names everything a person meets, the voices too', () => {
  expect(profileWords({ agent: 'offline drafter', engine: 'animatic', voices: 'flite', billing: 'mock' })).toBe(
    'offline drafter · animatic · voices: flite · billing: mock',
  );
});

it('calls credits nobody paid for what they are, and paid ones plainly credits', () => {
  expect(creditsWord({ billing: 'mock' })).toBe('mock credits');
  expect(creditsWord({ billing: 'stripe' })).toBe('credits');
});
