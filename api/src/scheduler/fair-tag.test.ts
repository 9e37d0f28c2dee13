import { describe, expect, test } from 'vitest';
import { fairTags } from './fair-tag.ts';

/** Runs the queue as the dispatcher does: always the smallest tag next. */
function order(teams: Record<string, { weight: number; tasks: number; after?: number }>): string[] {
  const waiting: { team: string; tag: bigint; n: number }[] = [];
  const last: Record<string, bigint> = {};
  let started = 0n;
  const ask = (team: string) => {
    const { weight, tasks } = teams[team] ?? { weight: 1, tasks: 0 };
    const tags = fairTags({ started, team: last[team] ?? 0n }, Array(tasks).fill(1), weight);
    tags.forEach((tag, n) => void waiting.push({ team, tag, n }));
    last[team] = tags.at(-1) ?? 0n;
  };
  const ran: string[] = [];
  for (let step = 0; ; step += 1) {
    for (const [team, { after = 0 }] of Object.entries(teams)) if (after === step) ask(team);
    waiting.sort((a, b) => (a.tag === b.tag ? a.team.localeCompare(b.team) : a.tag < b.tag ? -1 : 1));
    const next = waiting.shift();
    if (!next) return ran;
    started = next.tag > started ? next.tag : started;
    ran.push(next.team);
  }
}

describe('fair tags', () => {
  test('two teams of one weight take turns, whoever asked first', () => {
    expect(order({ a: { weight: 1, tasks: 3 }, b: { weight: 1, tasks: 3 } }).join('')).toBe('ababab');
  });

  test('weights 6:3:1 give shares of 6, 3 and 1 of any ten', () => {
    const ran = order({ free: { weight: 1, tasks: 60 }, pro: { weight: 3, tasks: 60 }, studio: { weight: 6, tasks: 60 } }).slice(
      0,
      60,
    );
    const count = (team: string) => ran.filter((t) => t === team).length;
    expect([count('studio'), count('pro'), count('free')]).toEqual([36, 18, 6]);
  });

  test('a Studio shot asked for behind 500 Free shots starts next', () => {
    const ran = order({ free: { weight: 1, tasks: 500 }, studio: { weight: 6, tasks: 1, after: 3 } });
    expect(ran.indexOf('studio')).toBeLessThanOrEqual(4);
  });

  test('nobody starves: the light team is served while the heavy one floods', () => {
    const ran = order({ free: { weight: 1, tasks: 2 }, studio: { weight: 6, tasks: 300 } });
    expect(ran.indexOf('free')).toBeLessThan(8);
  });
});
