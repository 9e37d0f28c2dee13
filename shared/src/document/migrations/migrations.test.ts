import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { docToFountain } from '../../fountain/from-doc.ts';
import { planEpisode } from '../../render/plan.ts';
import { olderProgram, programBefore3 } from '../../testing/older-program.ts';
import { episodeRecords, rendersRecords, seriesRecords } from '../records.ts';
import { COLLECTIONS, type CollectionName } from '../schema.ts';
import { scriptFromFragment, scriptJsonFromFragment } from '../script-reader.ts';
import { collectionMap, invalidRecords, readRecord, readRecords, scriptFragment } from '../ydoc.ts';
import { MIGRATIONS, migrateRecord } from './migrate.ts';

const STEPS = Object.entries(MIGRATIONS).flatMap(([collection, steps]) =>
  (steps ?? []).map((step) => ({ collection: collection as CollectionName, step })),
);

function golden(file: string): Buffer {
  return readFileSync(new URL(`../fixtures/${file}`, import.meta.url));
}

function load(file: string): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, golden(file));
  return doc;
}

/** Every record as it lies in the document, before any migration. */
function rawRecords(doc: Y.Doc, collection: CollectionName): Record<string, unknown>[] {
  return [...collectionMap(doc, collection).values()].map((map) => map.toJSON());
}

describe('[M4] golden documents of layout v1', () => {
  const series = load('v1/series.bin');
  const episode = load('v1/episode.bin');
  const renders = load('v1/renders.bin');

  it('load with every record valid and none lost', () => {
    for (const doc of [series, episode, renders]) {
      for (const collection of Object.keys(COLLECTIONS) as CollectionName[]) {
        expect(invalidRecords(doc, collection)).toEqual([]);
        expect(readRecords(doc, collection)).toHaveLength(collectionMap(doc, collection).size);
      }
    }
    expect(
      seriesRecords(series)
        .characters.map((c) => c.name)
        .sort(),
    ).toEqual(['JONAS', 'MIRA']);
    expect(rendersRecords(renders)).toMatchObject({ shots: [{ state: 'done' }], stills: [{}], cuts: [{ frames: 180 }] });
  });

  it('holds shots that really are of version 1, and reads them as of today', () => {
    const raw = rawRecords(episode, 'shots');
    expect(raw).toHaveLength(3);
    for (const shot of raw) expect([shot.v, 'weather' in shot, 'prop' in shot]).toEqual([1, false, false]);
    for (const shot of readRecords(episode, 'shots')) expect([shot.v, shot.weather, shot.prop]).toEqual([3, null, null]);
  });

  it('gives the script back byte for byte, and a plan without notes', () => {
    const fragment = scriptFragment(episode);
    expect(docToFountain(scriptJsonFromFragment(fragment))).toBe(golden('v1/episode.fountain').toString());
    const records = { episode: episodeRecords(episode), series: seriesRecords(series) };
    const plan = planEpisode({ ...records, script: scriptFromFragment(fragment), preset: 'LOW' });
    expect(plan.notes).toEqual([]);
    expect(plan.shots.map((shot) => shot.number)).toEqual(['1A', '1B', '2AA']);
    expect(plan.captions.map((caption) => caption.speaker)).toEqual(['MIRA', 'JONAS', 'KEEPER']);
  });
});

describe('[M4] golden documents of layout v2, written over those of v1', () => {
  const episode = load('v2/episode.bin');

  it('load with every record valid, and say what that release said', () => {
    for (const file of ['series', 'episode', 'renders']) {
      const doc = load(`v2/${file}.bin`);
      for (const collection of Object.keys(COLLECTIONS) as CollectionName[]) {
        expect(invalidRecords(doc, collection)).toEqual([]);
        expect(readRecords(doc, collection)).toHaveLength(collectionMap(doc, collection).size);
      }
    }
    const shots = readRecords(episode, 'shots');
    expect(shots.map(({ v }) => v)).toEqual([3, 3, 3]);
    expect(shots.filter(({ weather }) => weather === 'rain')).toHaveLength(1);
    expect(shots.flatMap(({ prop }) => prop ?? [])).toEqual([{ kind: 'lamp', name: 'Storm lantern' }]);
    expect(
      rawRecords(episode, 'shots')
        .map(({ v }) => v)
        .toSorted(),
    ).toEqual([1, 2, 2]);
  });

  it('take a late edit of the release before', () => {
    const [late, doc] = [load('v1/episode.bin'), load('v2/episode.bin')];
    const id = readRecords(doc, 'shots').find(({ weather }) => weather === 'rain')?.id ?? '';
    olderProgram.patchShot(late, id, { action: 'She ran for the door.' });
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(late));
    expect(invalidRecords(doc, 'shots')).toEqual([]);
    expect(readRecord(doc, 'shots', id)).toMatchObject({ v: 3, weather: 'rain', action: 'She ran for the door.' });
  });
});

describe('[M4] golden documents of layout v3, written over those of v2', () => {
  const episode = load('v3/episode.bin');

  it('load with every record valid, and say what that release said', () => {
    for (const file of ['series', 'episode', 'renders']) {
      const doc = load(`v3/${file}.bin`);
      for (const collection of Object.keys(COLLECTIONS) as CollectionName[]) {
        expect(invalidRecords(doc, collection)).toEqual([]);
        expect(readRecords(doc, collection)).toHaveLength(collectionMap(doc, collection).size);
      }
    }
    const shots = readRecords(episode, 'shots');
    expect(shots.map(({ v }) => v)).toEqual([3, 3, 3]);
    expect(shots.flatMap(({ lens }) => lens ?? [])).toEqual([85]);
    expect(shots.flatMap(({ lock }) => lock?.reason ?? [])).toEqual(['approved']);
    expect(shots.flatMap(({ ownPicture }) => ownPicture ?? [])).toEqual(['ab'.repeat(32)]);
    expect(shots.map(({ notes }) => notes).filter(Boolean)).toEqual(['Mind the lamp.']);
    expect(
      rawRecords(episode, 'shots')
        .map(({ v }) => v)
        .toSorted(),
    ).toEqual([1, 3, 3]);
  });

  it('take a late edit of the release before', () => {
    const [late, doc] = [load('v2/episode.bin'), load('v3/episode.bin')];
    const id = readRecords(doc, 'shots').find(({ lens }) => lens !== null)?.id ?? '';
    expect(programBefore3.patchShot(late, id, { action: 'She ran for the door.' })).toBe(true);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(late));
    expect(invalidRecords(doc, 'shots')).toEqual([]);
    expect(readRecord(doc, 'shots', id)).toMatchObject({ v: 3, lens: 85, action: 'She ran for the door.' });
  });
});

describe('[M4] golden documents of layout v4, written over those of v3', () => {
  const episode = load('v4/episode.bin');

  it('load with every record valid, and say what that release said', () => {
    for (const file of ['series', 'episode', 'renders']) {
      const doc = load(`v4/${file}.bin`);
      for (const collection of Object.keys(COLLECTIONS) as CollectionName[]) {
        expect(invalidRecords(doc, collection)).toEqual([]);
        expect(readRecords(doc, collection)).toHaveLength(collectionMap(doc, collection).size);
      }
    }
    const scenes = readRecords(episode, 'scenes');
    expect(scenes.flatMap(({ stage }) => stage ?? [])).toEqual(['review']);
    expect(scenes.flatMap(({ assignee }) => assignee ?? [])).toEqual(['nao']);
    const lock = { personId: 'nao', name: 'Nao', reason: 'approved', at: 1_700_000_000_000 };
    expect(scenes.flatMap((scene) => scene.lock ?? [])).toEqual([lock]);
    // Beside those nobody has touched since 1.
    expect(rawRecords(episode, 'scenes').filter((scene) => !('stage' in scene)).length).toBe(scenes.length - 1);
  });
});

describe('every migration', () => {
  it.each(STEPS)('[M1] $collection to version $step.to is pure and idempotent', ({ collection, step }) => {
    for (const raw of rawRecords(load('v1/episode.bin'), collection)) {
      const frozen = Object.freeze(structuredClone(raw));
      const once = step.up(frozen);
      expect(frozen).toEqual(raw);
      expect(step.up(once)).toEqual(once);
      expect(migrateRecord(collection, migrateRecord(collection, raw))).toEqual(migrateRecord(collection, raw));
    }
  });

  it('[M2] keeps what a newer field already says, and leaves records of today and non-records alone', () => {
    const since3 = { notes: '', lens: null, ownPicture: null, lock: null };
    expect(migrateRecord('shots', { v: 1, weather: 'rain' })).toEqual({ v: 3, weather: 'rain', prop: null, ...since3 });
    expect(migrateRecord('shots', { v: 2, lens: 35 })).toEqual({ v: 3, ...since3, lens: 35 });
    expect(migrateRecord('shots', { v: 3 })).toEqual({ v: 3 });
    expect(migrateRecord('shots', null)).toBeNull();
    expect(migrateRecord('shots', [1])).toEqual([1]);
  });

  it('[M3] rises by one version from 2, without a gap', () => {
    for (const steps of Object.values(MIGRATIONS)) expect(steps?.map((step) => step.to)).toEqual(steps?.map((_, i) => i + 2));
  });

  it('[M4] is needed by a golden document: reading them all runs it', () => {
    const spies = STEPS.map(({ collection, step }) => ({ name: `${collection} to ${step.to}`, up: vi.spyOn(step, 'up') }));
    for (const folder of readdirSync(new URL('../fixtures', import.meta.url), { withFileTypes: true })) {
      if (!folder.isDirectory()) continue;
      for (const file of ['series', 'episode', 'renders']) {
        const doc = load(`${folder.name}/${file}.bin`);
        for (const collection of Object.keys(COLLECTIONS) as CollectionName[]) readRecords(doc, collection);
      }
    }
    expect(spies.length).toBeGreaterThan(0);
    for (const { name, up } of spies) expect(up, `${name} was never run`).toHaveBeenCalled();
  });
});
