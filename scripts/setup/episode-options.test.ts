import { describe, expect, it } from 'vitest';
import { EPISODE_HELP, parseEpisodeOptions } from './episode-options.mjs';

describe('the command line of npm run episode', () => {
  it('takes a screenplay, and everything else is optional', () => {
    const options = { file: 'a.fountain', out: null, preset: 'LOW', title: null };
    expect(parseEpisodeOptions(['a.fountain'])).toEqual({ state: 'run', options });
  });

  it.each([
    [['--out', 'x.mp4', '--preset', 'HIGH', '--title', 'Kites', 'a.fountain']],
    [['a.fountain', '--out=x.mp4', '--preset=high', '--title=Kites']],
    [['--out', 'x.mp4', '--preset', 'high', '--title', ' Kites ', '--', 'a.fountain']],
  ])('takes options before, after and with an equals sign: %j', (words) => {
    const options = { file: 'a.fountain', out: 'x.mp4', preset: 'HIGH', title: 'Kites' };
    expect(parseEpisodeOptions(words)).toEqual({ state: 'run', options });
  });

  it('takes a name that looks like an option after --', () => {
    expect(parseEpisodeOptions(['--', '--odd.fountain'])).toMatchObject({ options: { file: '--odd.fountain' } });
  });

  it.each([[['--help']], [['-h']], [['a.fountain', '--out', 'x.mp4', '--help']]])('explains itself: %j', (words) => {
    expect(parseEpisodeOptions(words)).toEqual({ state: 'help' });
    for (const option of ['--out', '--preset', '--title', '--help']) expect(EPISODE_HELP).toContain(option);
  });

  it.each([
    [[], 'no screenplay was named'],
    [['--out', 'x.mp4'], 'no screenplay was named'],
    [['a', 'b'], 'one screenplay at a time; "b" is one too many'],
    [['a', '--fast'], 'unknown option --fast'],
    [['a', '-o', 'x'], 'unknown option -o'],
    [['a', '--quality=HIGH'], 'unknown option --quality'],
    [['a', '--out'], '--out wants a value after it'],
    [['a', '--out='], '--out wants a value after it'],
    [['a', '--out', '--preset', 'LOW'], '--out wants a value after it'],
    [['a', '--preset', 'MEDIUM'], '--preset is LOW or HIGH, not "MEDIUM"'],
    [['a', '--preset', 'LOW', '--preset', 'HIGH'], '--preset was given twice'],
    [['a', '--title', '  '], '--title wants 1 to 200 characters'],
  ])('refuses %j', (words, problem) => {
    expect(parseEpisodeOptions(words)).toEqual({ state: 'wrong', problem });
  });
});
