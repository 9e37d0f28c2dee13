import { describe, expect, it } from 'vitest';
import { cite, readCitation } from './cite.ts';

const ID = '0123456789AB';

describe('citations', () => {
  it('are links by id', () => {
    expect(cite('scene', ID, 'scene 3')).toBe(`[scene 3](scene:${ID})`);
    expect(readCitation(`scene:${ID}`)).toEqual({ kind: 'scene', id: ID });
    expect(readCitation(`shot:${ID}`)).toEqual({ kind: 'shot', id: ID });
  });

  it('keep a name inside the link, whatever it holds', () => {
    expect(cite('shot', ID, 'a](x:y) *b*')).toBe(`[a\\](x:y) \\*b\\*](shot:${ID})`);
  });

  it.each([
    'javascript:alert(1)',
    `SCENE:${ID}`,
    `scene:${ID}0`,
    'scene:0123456789ab',
    `scene:${ID.slice(0, 11)}I`,
    `episode:${ID}`,
    '',
    `x scene:${ID}`,
  ])('anything else is none: %s', (href) => {
    expect(readCitation(href)).toBeNull();
  });
});
