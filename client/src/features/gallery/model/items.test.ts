import { blankScene } from '@trashfire/shared/document/scene-state';
import type { Clip, Location, Prop, Shot } from '@trashfire/shared/document/schema';
import { aCastMember, aCharacter, aHash, aLocation } from '@trashfire/shared/testing/builders';
import { seededRandom } from '@trashfire/shared/testing/random';
import { describe, expect, it } from 'vitest';
import { plainShot, scriptBlock } from '../../../testing/records.ts';
import { type EpisodeModel, episodeModel } from '../../studio/model/episode-model.ts';
import { type EntrySources, entryItems, propsOfShots, type Take, takeItems } from './items.ts';
import { pickPatch } from './pick-take.ts';
import { usesOf } from './uses.ts';

const random = seededRandom(4);
const id = (n: number) => String(n).padStart(12, '0');
const shot = (n: number, sceneId: string, own: Partial<Shot> = {}): Shot =>
  plainShot({ id: id(n), sceneId, order: `a${n}`, seed: n, ...own });
const still = (n: number, asset: string) => ({ id: id(n), v: 1 as const, revision: asset, asset });
const modelOf = (shots: Shot[], stills: ReturnType<typeof still>[] = []): EpisodeModel =>
  episodeModel({
    blocks: [scriptBlock(id(1), 'sceneHeading', 'INT. LAMP ROOM - NIGHT'), scriptBlock(id(2), 'sceneHeading', 'EXT. ROOF - DAY')],
    scenes: [],
    shots,
    clips: [] as Clip[],
    renders: [],
    stills,
  });

describe('the shots an entry is in', () => {
  const lampRoom: Location = { ...aLocation(random, { name: 'Lamp room', aliases: [] }), v: 1 };
  const roof: Location = { ...aLocation(random, { name: 'The top', aliases: ['ROOF'] }), v: 1 };
  const letter: Prop = { id: random.id(), v: 1, name: 'Letter', kind: 'letter', description: '' };
  const scene = blankScene(id(2));
  const mira = random.id();

  it('count once, whatever says where they play: the shot, its scene, or the heading', () => {
    const shots = [
      shot(10, id(1), { cast: [aCastMember(random, mira), aCastMember(random, mira)] }),
      shot(11, id(2), { prop: { kind: 'letter', name: ' LETTER ' } }),
      shot(12, id(2), { locationId: lampRoom.id }),
    ];
    const uses = usesOf(modelOf(shots), [], [lampRoom, roof], [letter]);
    expect(Object.fromEntries(uses)).toEqual({
      [mira]: [id(10)],
      [lampRoom.id]: [id(10), id(12)],
      [roof.id]: [id(11)],
      [letter.id]: [id(11)],
    });
    const chosen = usesOf(modelOf(shots), [{ ...scene, locationId: lampRoom.id }], [lampRoom, roof], []);
    expect(chosen.get(lampRoom.id)).toEqual([id(10), id(11), id(12)]);
  });
});

describe('cards of entries', () => {
  const nao = { ...aCharacter(random, { name: 'NAO', aliases: ['THE KEEPER'], description: 'Keeps the lamp' }), v: 1 as const };
  const pictures = [aHash(random), aHash(random)] as const;
  const model = modelOf(
    [
      shot(10, id(1), { size: 'WS', cast: [aCastMember(random, nao.id)] }),
      shot(11, id(1), { size: 'CU', cast: [aCastMember(random, nao.id)] }),
    ],
    [still(10, pictures[0]), still(11, pictures[1])],
  );
  const sources: EntrySources = {
    characters: [nao],
    locations: [],
    props: [],
    references: [],
    marks: [{ id: nao.id, v: 1, starred: true, tags: ['crew'] }],
    makers: new Map([[nao.id, { id: 'p', name: 'Ada' }]]),
    model,
    uses: usesOf(model, [], [], []),
  };

  it('show the nearest picture, and say how often it is used, by whom it was made and what people marked', () => {
    expect(entryItems('characters', sources)).toEqual([
      {
        id: nao.id,
        name: 'NAO',
        words: 'Keeps the lamp · THE KEEPER',
        kind: null,
        picture: pictures[1],
        tags: ['crew'],
        starred: true,
        uses: 2,
        by: { id: 'p', name: 'Ada' },
        at: 0,
      },
    ]);
  });

  it('show what somebody brought before what is drawn', () => {
    const picture = aHash(random);
    const references = [{ id: random.id(), v: 1 as const, subjectId: nao.id, picture, name: 'coat.png' }];
    expect(entryItems('characters', { ...sources, references })[0]?.picture).toBe(picture);
  });
});

describe('cards of takes', () => {
  const shown = aHash(random);
  const model = modelOf([shot(10, id(1))], [still(10, shown)]);
  const take = (own: Partial<Take>): Take => ({
    hash: aHash(random),
    kind: 'still',
    preset: 'LOW',
    revision: aHash(random),
    price: '0',
    at: '2026-01-02T03:04:05.000Z',
    seed: null,
    shotId: null,
    segment: null,
    frames: 1,
    fps: 24,
    by: null,
    ...own,
  });
  const items = (takes: Take[]) =>
    takeItems(takes, { marks: [], model, seeds: new Map([[10, id(10)]]) }, (view) => view?.number ?? 'gone');

  it('belong to the shot they were asked for, or that has their seed; a drawing of no shot is none', () => {
    const found = items([take({ seed: 10, hash: shown }), take({ seed: 99 }), take({ kind: 'shot', shotId: id(77), seed: 5 })]);
    expect(found.map(({ name, uses, kind }) => [name, uses, kind])).toEqual([
      ['1A', 1, 'still'],
      ['gone', 0, 'shot'],
    ]);
  });

  it('show each picture once', () => {
    expect(items([take({ seed: 10, hash: shown }), take({ seed: 10, hash: shown })])).toHaveLength(1);
  });

  it('are picked as a picture of the shot’s own, but for the one it shows by itself', () => {
    const view = model.shots.get(id(10));
    if (view === undefined) throw new Error('the shot is there');
    const other = aHash(random);
    expect([pickPatch(other, view), pickPatch(shown, view)]).toEqual([{ ownPicture: other }, { ownPicture: null }]);
  });
});

it('things of the shots that are in no collection are offered once, by name', () => {
  const props: Prop[] = [{ id: random.id(), v: 1, name: 'Key', kind: 'key', description: '' }];
  const model = modelOf([
    shot(10, id(1), { prop: { kind: 'letter', name: 'Letter' } }),
    shot(11, id(1), { prop: { kind: 'letter', name: 'letter ' } }),
    shot(12, id(1), { prop: { kind: 'key', name: 'KEY' } }),
    shot(13, id(1), { prop: { kind: 'cup', name: '' } }),
  ]);
  expect(propsOfShots(model, props)).toEqual([{ name: 'Letter', kind: 'letter' }]);
});
