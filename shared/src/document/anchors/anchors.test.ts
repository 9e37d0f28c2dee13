import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { TextAnchor } from '../../api/comments-contract.ts';
import { newId } from '../../ids.ts';
import { countOf, numbersTo } from '../../testing/counts.ts';
import { type Random, seededRandom } from '../../testing/random.ts';
import { runCommand } from '../commands/command.ts';
import { insertBlocks } from '../commands/insert-blocks.ts';
import { blockTextOf, runsOf } from '../replace-in-block.ts';
import { scriptFragment } from '../ydoc.ts';
import { anchorText, blockIndex, findByPosition } from './positions.ts';
import { findByQuote, JoinedScript } from './quote.ts';
import type { ScriptRange } from './range.ts';

const SEEDS = countOf('seeds of edits around an anchor', { usual: 150, long: 20_000 });

function open(texts: readonly string[]): Y.Doc {
  const doc = new Y.Doc();
  const blocks = texts.map((text) => ({ id: newId(), type: 'action' as const, text }));
  runCommand(doc, insertBlocks, { after: null, blocks }, 'before');
  return doc;
}

const elements = (doc: Y.Doc): Y.XmlElement[] =>
  scriptFragment(doc)
    .toArray()
    .filter((block) => block instanceof Y.XmlElement);
const textsOf = (doc: Y.Doc): string[] => elements(doc).map(blockTextOf);

const range = (block: number, from: number, to: number, last = block): ScriptRange => ({
  from: { block, offset: from },
  to: { block: last, offset: to },
});

function anchorAt(doc: Y.Doc, at: ScriptRange): TextAnchor {
  const anchor = anchorText(doc, at, textsOf(doc));
  if (anchor === null) throw new Error('nothing to anchor to');
  return anchor;
}

/** The letters a range covers; null for none. */
function wordsAt(doc: Y.Doc, found: ScriptRange | null): string | null {
  if (found === null) return null;
  const script = new JoinedScript(textsOf(doc));
  return script.text.slice(script.at(found.from), script.at(found.to));
}
const byPosition = (doc: Y.Doc, anchor: TextAnchor): string | null => wordsAt(doc, findByPosition(doc, anchor, blockIndex(doc)));
const byQuote = (doc: Y.Doc, anchor: TextAnchor): string | null =>
  wordsAt(doc, findByQuote(new JoinedScript(textsOf(doc)), anchor));

/** Writes into the first text of a block. */
function insert(doc: Y.Doc, block: number, at: number, words: string): void {
  const element = elements(doc)[block];
  for (const { run, start } of element === undefined ? [] : runsOf(element)) {
    if (at < start || at > start + run.length) continue;
    run.insert(at - start, words);
    return;
  }
}
function remove(doc: Y.Doc, block: number, at: number, length: number): void {
  const element = elements(doc)[block];
  for (const { run, start } of element === undefined ? [] : runsOf(element)) {
    const most = run.length - (at - start);
    if (at >= start && most > 0) run.delete(at - start, Math.min(length, most));
    return;
  }
}

describe('an anchor of script text', () => {
  it('moves with its letters, takes in what is typed inside and not what is typed at its edges', () => {
    const doc = open(['Tar smokes in a bucket.', 'Mind the hull.']);
    const anchor = anchorAt(doc, range(1, 9, 13));
    expect(anchor.quote).toBe('hull');
    insert(doc, 1, 13, 's');
    insert(doc, 1, 9, 'old ');
    insert(doc, 0, 0, 'Hot. ');
    expect(byPosition(doc, anchor)).toBe('hull');
    insert(doc, 1, 15, '-U-');
    expect(byPosition(doc, anchor)).toBe('hu-U-ll');
  });

  it('goes over the ends of blocks, and needs a letter', () => {
    const doc = open(['One.', '', 'Two.']);
    expect(anchorAt(doc, range(0, 4, 3, 2)).quote).toBe('Two');
    expect(anchorAt(doc, range(0, 0, 3, 2)).quote).toBe('One.\n\nTwo');
    expect(anchorText(doc, range(1, 0, 0), textsOf(doc))).toBeNull();
    expect(anchorText(doc, range(0, 4, 0, 1), textsOf(doc))).toBeNull();
  });

  it('has no place when its letters are gone, and never one that is not its own', () => {
    const doc = open(['Mind the hull.', 'The hull creaks.']);
    const anchor = anchorAt(doc, range(0, 9, 13));
    remove(doc, 0, 9, 4);
    expect(byPosition(doc, anchor)).toBeNull();
    // The word stands elsewhere, but that is not what was meant.
    expect(byQuote(doc, anchor)).toBeNull();
    scriptFragment(doc).delete(0, 2);
    expect(byPosition(doc, anchor)).toBeNull();
  });

  it('keeps what is left when the block of one end is deleted', () => {
    const doc = open(['One.', 'Two.']);
    const anchor = anchorAt(doc, range(0, 1, 3, 1));
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    scriptFragment(doc).delete(0, 1);
    expect(byPosition(doc, anchor)).toBe('Two');
    scriptFragment(other).delete(1, 1);
    expect(byPosition(other, anchor)).toBe('ne.');
  });

  it('is found by its words when they are written anew: a line that was split, a scene that was moved', () => {
    const doc = open(['Mind the hull.', 'The hull creaks.']);
    const anchor = anchorAt(doc, range(0, 9, 13));
    const split = open(['Mind the ', 'hull.', 'The hull creaks.']);
    expect([byPosition(split, anchor), byQuote(split, anchor)]).toEqual([null, 'hull']);
    expect(findByQuote(new JoinedScript(textsOf(split)), anchor)).toEqual(range(1, 0, 4));
    // Both its neighbours are others now; there was no other line like it.
    const moved = open(['The hull creaks.', 'Gulls.', 'Mind the hull.', 'Fog.']);
    expect(findByQuote(new JoinedScript(textsOf(moved)), anchor)).toEqual(range(2, 9, 13));
  });

  it('does not go over to a line like its own when its own is deleted', () => {
    const doc = open(['Fog.', 'Mind the hull, boy.', 'Gulls.', 'Mind the hull, boy.', 'Night.']);
    const anchor = anchorAt(doc, range(1, 0, 19));
    scriptFragment(doc).delete(1, 1);
    expect([anchor.once, byPosition(doc, anchor), byQuote(doc, anchor)]).toEqual([false, null, null]);
  });

  it('is found nowhere where two places may be meant', () => {
    const line = 'Rain on the roof of the boat shed, all night long.';
    const doc = open([line, 'Rain.', line]);
    const anchor = anchorAt(doc, range(1, 0, 4));
    expect(byQuote(open([line, 'Rain.', line, 'Rain.', line]), anchor)).toBeNull();
    expect(byQuote(open(['Fog.', line, 'Rain.', line]), anchor)).toBe('Rain');
  });

  it('says nothing of what is no position of this script', () => {
    const doc = open(['One.']);
    const root = Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(doc.getText('elsewhere'), 0));
    const positions = ['AAAA', '////', 'AQ==', '/////w8=', Buffer.from(root).toString('base64')];
    const shared = [...doc.share.keys()];
    for (const start of positions) {
      for (const end of positions) expect(findByPosition(doc, { start, end }, blockIndex(doc))).toBeNull();
    }
    expect([...doc.share.keys()]).toEqual(shared);
    const fresh = open(['One.']);
    const position = positions.at(-1) ?? '';
    expect(findByPosition(fresh, { start: position, end: position }, blockIndex(fresh))).toBeNull();
    expect(fresh.share.has('elsewhere')).toBe(false);
  });
});

/** Letters that stand once in a script, so that each can be told from all others. */
const unique = (first: number, count: number): string =>
  String.fromCodePoint(...Array.from({ length: count }, (_, at) => first + at));

function edit(doc: Y.Doc, random: Random, typed: string): void {
  const block = random.int(0, elements(doc).length - 1);
  const text = textsOf(doc)[block] ?? '';
  const at = random.int(0, text.length);
  if (random.chance(0.5)) insert(doc, block, at, typed);
  else if (random.chance(0.9)) remove(doc, block, at, random.int(1, 6));
  else if (elements(doc).length > 1) scriptFragment(doc).delete(block, 1);
}

it('whatever two people write around it, an anchor covers all that is left of its letters and no other letter that was there', () => {
  for (const seed of numbersTo(SEEDS)) {
    const random = seededRandom(seed);
    const texts = Array.from({ length: 4 }, (_, at) => unique(0x4e00 + at * 40, 20));
    const docs = [open(texts), new Y.Doc()] as const;
    Y.applyUpdate(docs[1], Y.encodeStateAsUpdate(docs[0]));
    const block = random.int(0, 3);
    const from = random.int(0, 18);
    const to = random.int(from + 1, 20);
    const anchor = anchorAt(docs[0], range(block, from, to));
    const own = new Set(texts[block]?.slice(from, to));
    const foreign = new Set(
      texts
        .join('')
        .split('')
        .filter((letter) => !own.has(letter)),
    );
    let code = 0x7000;
    for (let step = 0; step < 12; step += 1) {
      for (const doc of docs) {
        const words = unique(code, 3);
        edit(doc, random, words);
        code += 3;
      }
      if (random.chance(0.3)) Y.applyUpdate(docs[1], Y.encodeStateAsUpdate(docs[0]));
      if (random.chance(0.3)) Y.applyUpdate(docs[0], Y.encodeStateAsUpdate(docs[1]));
    }
    for (const doc of docs) for (const other of docs) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    const left = [...own].filter((letter) => textsOf(docs[0]).join('').includes(letter));
    for (const doc of docs) {
      const words = byPosition(doc, anchor) ?? '';
      expect(
        left.filter((letter) => !words.includes(letter)),
        `seed ${seed}: lost`,
      ).toEqual([]);
      expect(
        [...words].filter((letter) => foreign.has(letter)),
        `seed ${seed}: not its own`,
      ).toEqual([]);
      // Where nothing was written over it, words and positions say the same.
      const quoted = byQuote(doc, anchor);
      if (quoted !== null && left.length === own.size && words === anchor.quote) expect(quoted).toBe(words);
    }
  }
});
