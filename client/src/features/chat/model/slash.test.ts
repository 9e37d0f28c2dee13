import { describe, expect, it } from 'vitest';
import { COMMANDS, isComplete, readSlash } from './slash.ts';

function asked(text: string, pointing = false): string | null {
  const slash = readSlash(text);
  if (slash?.kind !== 'known' || !isComplete(slash)) return null;
  return slash.command.asks?.(slash.argument, pointing) ?? slash.command.local ?? null;
}

describe('slash commands', () => {
  it.each([
    ['/breakdown', 'Break the script down'],
    ['/breakdown 3', 'Break down scene 3'],
    ['/BOARD 2, 4', 'Board scenes 2, 4'],
    ['/reboard 2', 'Board scene 2 again'],
    ['/recap', 'Recap the episode'],
    ['/recap 12A', 'Summarise scene 12A'],
    ['/find  the lamp ', 'Find “the lamp”'],
    ['/cast', 'List the cast and where they appear'],
    ['/render', 'render'],
    ['/ask', 'ask'],
  ])('%s', (text, words) => expect(asked(text)).toBe(words));

  it('speak of what was pointed at, where something was', () => {
    expect(asked('/breakdown', true)).toBe('Break this down');
    expect(asked('/recap', true)).toBe('Summarise this');
    expect(asked('/recap 2', true)).toBe('Summarise scene 2');
  });

  it.each(['/board', '/find', '/cast 3'])('without what it needs nothing is asked: %s', (text) => expect(asked(text)).toBeNull());

  it('a path is no command, and a command nobody knows is said to be none', () => {
    expect(readSlash('/etc/hosts is full')).toBeNull();
    expect(readSlash('and/or')).toBeNull();
    expect(readSlash('/dance')).toEqual({ kind: 'unknown', name: 'dance' });
  });

  it('each is asked of the agent or done here, never neither, never both', () => {
    for (const { asks, local } of COMMANDS) expect((asks === undefined) !== (local === undefined)).toBe(true);
    expect(new Set(COMMANDS.map(({ name }) => name)).size).toBe(COMMANDS.length);
  });
});
