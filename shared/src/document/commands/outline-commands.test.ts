import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { aNewShot } from '../../testing/builders.ts';
import { countOf } from '../../testing/counts.ts';
import { type Random, seededRandom } from '../../testing/random.ts';
import { clipsInCut, storyOrder } from '../board.ts';
import { outlineBlocks } from '../moves/rewrite-range.ts';
import { canStandBefore, itemsOf, outlineOf } from '../outline.ts';
import { blockTextOf } from '../replace-in-block.ts';
import { VIDEO_TRACK_ID } from '../timeline.ts';
import { readRecord, scriptFragment } from '../ydoc.ts';
import { addSection } from './add-section.ts';
import { addShot } from './add-shot.ts';
import { runCommand } from './command.ts';
import { insertBlocks } from './insert-blocks.ts';
import { lockShots } from './lock-shots.ts';
import { moveClip } from './move-clip.ts';
import { moveOutline } from './move-outline.ts';
import { moveScene } from './move-scene.ts';
import { removeSection } from './remove-section.ts';
import { setScene } from './set-scene.ts';
import { setSectionLevel } from './set-section-level.ts';
import { setSynopsis } from './set-synopsis.ts';
import { setTrack } from './set-track.ts';

const SEEDS = countOf('seeds of outlines that are moved about', { usual: 60, long: 3_000 });

/** `#` marks a section by its level, a word in capitals a scene, anything else is what it says. */
function open(...lines: readonly string[]) {
  const doc = new Y.Doc();
  const random = seededRandom(1);
  const ids = new Map<string, string>();
  for (const line of lines) {
    const [, marks = '', text = ''] = /^([#=]*)\s*(.*)$/.exec(line) ?? [];
    const id = random.id();
    ids.set(text, id);
    const last = scriptFragment(doc).toArray().at(-1);
    const after = last instanceof Y.XmlElement ? String(last.getAttribute('id')) : null;
    if (marks.startsWith('#'))
      runCommand(doc, addSection, { id, level: marks.length, title: text, synopsis: null, before: null }, 'x');
    else {
      const type = marks === '=' ? 'synopsis' : /^[A-Z]+$/.test(text) ? 'sceneHeading' : 'action';
      runCommand(doc, insertBlocks, { after, blocks: [{ id, type, text }] }, 'x');
    }
  }
  return { doc, id: (text: string) => ids.get(text) ?? '' };
}

const written = (doc: Y.Doc): string[] =>
  scriptFragment(doc)
    .toArray()
    .flatMap((block) => {
      if (!(block instanceof Y.XmlElement)) return [];
      const { level }: Record<string, unknown> = block.getAttributes();
      const marks = block.nodeName === 'section' ? `${'#'.repeat(Number(level))} ` : block.nodeName === 'synopsis' ? '= ' : '';
      return [marks + blockTextOf(block)];
    });

const STORY = [
  '# One',
  '= A storm.',
  '## First',
  'HARBOUR',
  'gulls',
  '## Second',
  'SEA',
  'waves',
  '# Two',
  'LAMP',
  'lit',
  '# Three',
];
const move = (doc: Y.Doc, id: string, before: string | null) => runCommand(doc, moveOutline, { id, before, busy: [] }, 'me');

describe('moving in the outline', () => {
  it('[O2] moves a section with everything beneath it, and says the way back', () => {
    const { doc, id } = open(...STORY);
    expect(move(doc, id('First'), id('Two'))).toMatchObject({ before: id('Second') });
    expect(written(doc).slice(0, 8)).toEqual([
      '# One',
      '= A storm.',
      '## Second',
      'SEA',
      'waves',
      '## First',
      'HARBOUR',
      'gulls',
    ]);
    expect(move(doc, id('First'), id('Second'))).toMatchObject({ before: id('Two') });
    expect(written(doc)).toEqual(STORY);
    expect(move(doc, id('One'), null)).toMatchObject({ before: id('Two') });
    expect(written(doc)).toEqual([...STORY.slice(8), ...STORY.slice(0, 8)]);
    expect(move(doc, id('One'), null)).toBeUndefined();
  });

  it('[O2] moves the last scene in front of an act without taking along acts that wait for scenes', () => {
    const { doc, id } = open(...STORY);
    move(doc, id('LAMP'), id('HARBOUR'));
    expect(written(doc).slice(2)).toEqual([
      '## First',
      'LAMP',
      'lit',
      'HARBOUR',
      'gulls',
      '## Second',
      'SEA',
      'waves',
      '# Two',
      '# Three',
    ]);
    const back = { id: id('LAMP'), before: id('Three'), busy: [] };
    runCommand(doc, moveScene, back, 'me');
    expect(written(doc)).toEqual(STORY);
    // As the list of scenes beside the script does it.
    expect(runCommand(doc, moveScene, { ...back, before: id('HARBOUR') }, 'me')).toMatchObject({ before: id('Three') });
    expect(written(doc).at(-1)).toBe('# Three');
    runCommand(doc, moveScene, back, 'me');
    expect(written(doc)).toEqual(STORY);
  });

  it('[O2] does not move a part into itself, nor where it would take over what follows', () => {
    const { doc, id } = open(...STORY);
    expect(() => move(doc, id('One'), id('SEA'))).toThrow('cannot be moved into itself');
    expect(() => move(doc, id('First'), id('LAMP'))).toThrow('take over what follows');
    expect(() => move(doc, id('Two'), id('Second'))).toThrow('take over what follows');
    expect(() => move(doc, id('gulls'), null)).toThrow('no longer in the script');
    expect(() => move(doc, id('One'), id('gulls'))).toThrow('no longer in the script');
    expect(move(doc, id('One'), id('One'))).toBeUndefined();
    expect(written(doc)).toEqual(STORY);
  });

  it('[O3] the clips of its scenes go along; those of locked shots and a locked cut stay', () => {
    const { doc, id } = open(...STORY);
    const random = seededRandom(2);
    const shots = ['HARBOUR', 'HARBOUR', 'SEA', 'SEA', 'LAMP'].map((place) => {
      const shot = aNewShot(random, { sceneId: id(place) });
      runCommand(doc, addShot, { shot, before: null, clip: { id: random.id(), duration: 24 } }, 'me');
      return shot.id;
    });
    const cut = () => clipsInCut(doc).map(({ shotId }) => shots.indexOf(shotId ?? ''));
    expect(cut()).toEqual([0, 1, 2, 3, 4]);
    move(doc, id('One'), id('Three'));
    expect(cut()).toEqual([4, 0, 1, 2, 3]);
    runCommand(doc, lockShots, { ids: [shots[2] ?? ''], lock: { personId: 'nao', name: 'Nao', reason: 'approved' } }, 'me');
    move(doc, id('One'), id('Two'));
    expect(cut()).toEqual([0, 1, 4, 2, 3]);
    runCommand(doc, setTrack, { id: VIDEO_TRACK_ID, patch: { locked: true } }, 'me');
    move(doc, id('Two'), id('One'));
    expect(cut()).toEqual([0, 1, 4, 2, 3]);
    expect(written(doc)[0]).toBe('# Two');
  });
});

it('[O3] a move taken back leaves the cut as people had cut it, and what somebody moved since where they put it', () => {
  const { doc, id } = open(...STORY);
  const random = seededRandom(2);
  const shots = ['HARBOUR', 'SEA', 'LAMP', 'LAMP'].map((place) => {
    const shot = aNewShot(random, { sceneId: id(place) });
    const clip = { id: random.id(), duration: 24 };
    runCommand(doc, addShot, { shot, before: null, clip }, 'me');
    return { id: shot.id, clip: clip.id };
  });
  const cut = () => clipsInCut(doc).map(({ shotId }) => shots.findIndex((shot) => shot.id === shotId));
  const recut = (at: number, before: number | null) =>
    runCommand(doc, moveClip, { id: shots[at]?.clip ?? '', before: before === null ? null : (shots[before]?.clip ?? '') }, 'me');
  // A flashback: the last shot is seen first.
  recut(3, 0);
  expect(cut()).toEqual([3, 0, 1, 2]);
  const there = move(doc, id('Two'), id('One'));
  expect(cut()).toEqual([2, 3, 0, 1]);
  const again = { id: id('Two'), busy: [] };
  const back = runCommand(doc, moveOutline, { ...again, before: there?.before ?? null, clips: there?.clips }, 'me');
  expect([written(doc), cut()]).toEqual([STORY, [3, 0, 1, 2]]);
  const once = runCommand(doc, moveOutline, { ...again, before: back?.before ?? null, clips: back?.clips }, 'me');
  expect(cut()).toEqual([2, 3, 0, 1]);
  recut(2, 1);
  runCommand(doc, moveOutline, { ...again, before: once?.before ?? null, clips: once?.clips }, 'me');
  expect([written(doc), cut()]).toEqual([STORY, [3, 0, 2, 1]]);
});

/** Sections of any level, scenes and lines, with two shots a scene in the cut. */
function randomScript(random: Random): Y.Doc {
  const lines = Array.from({ length: random.int(2, 24) }, (_, at) => {
    const kind = random.next();
    return kind < 0.4
      ? `${'#'.repeat(random.int(1, 4))} Part ${at}`
      : kind < 0.75
        ? 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.slice(0, at + 1)
        : `line ${at}`;
  });
  const { doc } = open(...lines);
  for (const { id, type } of outlineBlocks(doc)) {
    if (type !== 'sceneHeading' || id === null) continue;
    const shot = () => aNewShot(random, { sceneId: id });
    for (const each of [shot(), shot()])
      runCommand(doc, addShot, { shot: each, before: null, clip: { id: random.id(), duration: 24 } }, 'x');
  }
  return doc;
}

it.each(Array.from({ length: SEEDS }, (_, at) => at + 1))(
  '[O2] any move keeps every block, whose it is, and the cut in the order of the story; the way back is exact (seed %i)',
  (seed) => {
    const random = seededRandom(seed);
    const doc = randomScript(random);
    for (let turn = 0; turn < 12; turn++) {
      const items = itemsOf(outlineOf(outlineBlocks(doc)));
      if (items.length === 0) return;
      const item = random.pick(items);
      const places = [null, ...items.filter((other) => canStandBefore(item, other))];
      const before = random.pick(places)?.id ?? null;
      const [was, wasCut] = [written(doc), clipsInCut(doc).map(({ shotId }) => shotId)];
      const inIt = was.slice(item.from, item.to);
      const moved = move(doc, item.id, before);
      const now = itemsOf(outlineOf(outlineBlocks(doc))).find(({ id }) => id === item.id);
      expect(written(doc).slice(now?.from, now?.to)).toEqual(inIt);
      expect(written(doc).toSorted()).toEqual(was.toSorted());
      const ids = outlineBlocks(doc).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(clipsInCut(doc).map(({ shotId }) => shotId)).toEqual(storyOrder(doc));
      if (moved === undefined) expect(written(doc)).toEqual(was);
      else if (random.chance(0.5)) {
        move(doc, item.id, moved.before);
        expect(written(doc)).toEqual(was);
        expect(clipsInCut(doc).map(({ shotId }) => shotId)).toEqual(wasCut);
      }
    }
  },
);

describe('cards', () => {
  it('[O4] are added in front of an item or at the end, once; in an empty script above the empty line', () => {
    const { doc, id } = open(...STORY);
    const synopsis = { id: seededRandom(5).id(), text: 'They\nlook.' };
    const card = { id: seededRandom(4).id(), level: 2, title: ' The\nsearch ', synopsis, before: id('Second') };
    expect([runCommand(doc, addSection, card, 'me'), runCommand(doc, addSection, card, 'me')]).toEqual([true, false]);
    expect(written(doc).slice(3, 8)).toEqual(['HARBOUR', 'gulls', '## The search', '= They look.', '## Second']);
    expect(() => runCommand(doc, addSection, { ...card, id: seededRandom(6).id(), before: id('gulls') }, 'me')).toThrow(
      'no longer there',
    );
    const empty = open('');
    runCommand(empty.doc, addSection, { ...card, before: null }, 'me');
    expect(written(empty.doc)).toEqual(['## The search', '= They look.', '']);
  });

  it('[O5] are removed with their synopsis, and their scenes stay', () => {
    const { doc, id } = open(...STORY);
    expect([id('One'), id('One'), id('SEA')].map((each) => runCommand(doc, removeSection, { id: each }, 'me'))).toEqual([
      true,
      false,
      false,
    ]);
    expect(written(doc)).toEqual(STORY.slice(2));
  });

  it('[O4] have one synopsis: written, changed letter by letter, taken out; a scene’s goes before what was kept beside it', () => {
    const { doc, id } = open('# One', '= A storm.', '= It passes.', 'SEA', 'waves');
    const set = (of: string, text: string) =>
      runCommand(doc, setSynopsis, { id: id(of), synopsisId: seededRandom(text.length).id(), text }, 'me');
    const kept = scriptFragment(doc).get(1);
    set('One', 'A storm.\nIt stays. ');
    expect(written(doc)).toEqual(['# One', '= A storm. It stays.', 'SEA', 'waves']);
    expect(scriptFragment(doc).get(1)).toBe(kept);
    set('One', ' ');
    runCommand(doc, setScene, { id: id('SEA'), patch: { synopsis: 'Kept beside it.' } }, 'me');
    set('SEA', 'Nothing but waves.');
    expect(written(doc)).toEqual(['# One', 'SEA', '= Nothing but waves.', 'waves']);
    expect(readRecord(doc, 'scenes', id('SEA'))?.synopsis).toBe('');
    expect(() => set('waves', 'No.')).toThrow('no longer in the script');
  });

  it('become acts, sequences and beats', () => {
    const { doc, id } = open('# One', 'SEA');
    runCommand(doc, setSectionLevel, { id: id('One'), level: 2 }, 'me');
    expect(written(doc)).toEqual(['## One', 'SEA']);
    expect(() => runCommand(doc, setSectionLevel, { id: id('SEA'), level: 2 }, 'me')).toThrow('no longer in the script');
  });
});
