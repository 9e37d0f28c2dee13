import { expect, it } from 'vitest';
import { matchCommands } from './match.ts';

const commands = ['Script', 'Storyboard', 'Sign out'].map((label) => ({ group: 'Rooms', label, run: () => {} }));
const labels = (query: string) => matchCommands(commands, query).map((command) => command.label);

it('shows everything for an empty query', () => expect(labels(' ')).toEqual(['Script', 'Storyboard', 'Sign out']));
it('puts whole words before scattered letters', () => expect(labels('board')).toEqual(['Storyboard']));
it('finds letters in order', () => expect(labels('sgn')).toEqual(['Sign out']));
it('finds nothing for letters that are not there', () => expect(labels('xyz')).toEqual([]));
