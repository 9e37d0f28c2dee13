import { describe, expect, it } from 'vitest';
import { Blame } from './blame.ts';
import { ANY } from './touched.ts';

const shot = (revision: string, ...madeOf: string[]) => ({ planned: { LOW: revision }, madeOf: ['shot', ...madeOf] });
const one = (revision: string, ...madeOf: string[]) => new Map([['shot', shot(revision, ...madeOf)]]);
const edits = (touched: Record<string, string[]>) => new Map(Object.entries(touched).map(([name, ids]) => [name, new Set(ids)]));

describe('who made a shot stale', () => {
  it('is all who changed it since it was what can be watched, the last one last', () => {
    const blame = new Blame();
    blame.observe(one('a'), edits({}));
    blame.observe(one('b', 'line'), edits({ Mika: ['line'] }));
    blame.observe(one('c'), edits({ you: ['shot'], Ren: ['another'] }));
    blame.observe(one('d'), edits({ Mika: ['shot'] }));
    expect(blame.of('shot', 'a')).toEqual({ authors: ['you', 'Mika'], others: false });
    expect(blame.of('shot', 'c')).toEqual({ authors: ['Mika'], others: false });
  });

  it('is nobody who took back what they changed', () => {
    const blame = new Blame();
    blame.observe(one('a'), edits({}));
    blame.observe(one('b'), edits({ Mika: ['shot'] }));
    blame.observe(one('a'), edits({ Mika: ['shot'] }));
    blame.observe(one('c'), edits({ you: ['shot'] }));
    expect(blame.of('shot', 'a').authors).toEqual(['you']);
  });

  it('is everybody who edited when nobody touched the shot itself', () => {
    const blame = new Blame();
    blame.observe(one('a'), edits({}));
    blame.observe(one('b'), edits({ Mika: ['the clip before'], Ren: [ANY] }));
    expect(blame.of('shot', 'a').authors).toEqual(['Ren']);
    blame.observe(one('c'), edits({ Mika: ['the clip before'], you: ['a cue'] }));
    expect(blame.of('shot', 'a').authors).toEqual(['Ren', 'Mika', 'you']);
  });

  it('says that others had a hand in it when it was stale before, or somebody cannot be told', () => {
    const blame = new Blame();
    blame.observe(one('b'), edits({ Mika: ['shot'] }));
    expect(blame.of('shot', 'a')).toEqual({ authors: [], others: true });
    blame.observe(one('c'), new Map([[null, new Set(['shot'])]]));
    expect(blame.of('shot', 'b')).toEqual({ authors: [], others: true });
  });

  it('is not asked of a preset that is planned from now on', () => {
    const blame = new Blame();
    blame.observe(one('a'), edits({}));
    blame.observe(new Map([['shot', { planned: { LOW: 'a', HIGH: 'h' }, madeOf: ['shot'] }]]), edits({ Mika: [ANY] }));
    expect(blame.of('shot', 'a')).toEqual({ authors: [], others: false });
  });
});
