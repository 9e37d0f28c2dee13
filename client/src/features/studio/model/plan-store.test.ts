import { addShot } from '@trashfire/shared/document/commands/add-shot';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { insertBlocks } from '@trashfire/shared/document/commands/insert-blocks';
import { episodeRecords, seriesRecords } from '@trashfire/shared/document/records';
import { blockIdsOf, findBlock, sceneIdsOf } from '@trashfire/shared/document/script-blocks';
import { scriptFromFragment } from '@trashfire/shared/document/script-reader';
import { putRecord, scriptFragment } from '@trashfire/shared/document/ydoc';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { planEpisode } from '@trashfire/shared/render/plan';
import { shotStatus } from '@trashfire/shared/render/stale';
import { aNewShot, aShotRender } from '@trashfire/shared/testing/builders';
import { countOf } from '@trashfire/shared/testing/counts';
import { commonWords, someEdit } from '@trashfire/shared/testing/history-edits';
import { type Random, seededRandom } from '@trashfire/shared/testing/random';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { Blame } from './blame.ts';
import { PlanStore } from './plan-store.ts';
import { ANY } from './touched.ts';

const LOGS = countOf('edit logs whose blast radius is worked out', { usual: 150, long: 5000 });
/** The room is to know within this. ms. */
const WITHIN_MS = 300;
const PEOPLE = ['you', 'Mika', 'Ren'] as const;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** An episode of two scenes with a shot for each line, all rendered as they are. */
function rendered(random: Random) {
  const base = new Y.Doc();
  const series = new Y.Doc();
  const renders = new Y.Doc();
  const block = (type: 'sceneHeading' | 'action' | 'character' | 'dialogue', text: string) => ({ id: random.id(), type, text });
  const scene = (place: string) => [
    block('sceneHeading', `INT. ${place} - DAY`),
    block('action', 'Rain.'),
    ...['NAO', 'KITE'].flatMap((name) => [block('character', name), block('dialogue', `It is ${name}.`)]),
  ];
  runCommand(base, insertBlocks, { after: null, blocks: [...scene('PIER'), ...scene('LAMP ROOM')] }, 'base');
  const spoken = [...blockIdsOf(base)].filter((id) => findBlock(base, id)?.block.nodeName === 'dialogue');
  for (const [n, line] of spoken.entries()) {
    const sceneId = [...sceneIdsOf(base)][n < 2 ? 0 : 1] ?? '';
    const shot = aNewShot(random, { sceneId, lines: [line], cast: [], locationId: null });
    runCommand(base, addShot, { shot, before: null, clip: { id: random.id(), duration: random.int(24, 72) } }, 'base');
  }
  for (const { shotId, shot } of planOf(base, series).shots) {
    const { revision } = shot;
    const done = { state: 'done', preset: 'LOW', donePreset: 'LOW', revision, doneRevision: revision } as const;
    putRecord(renders, 'shotRenders', aShotRender(random, { id: shotId, ...done }));
  }
  return { base, series, renders };
}

function planOf(doc: Y.Doc, series: Y.Doc) {
  const script = scriptFromFragment(scriptFragment(doc));
  return planEpisode({ script, episode: episodeRecords(doc), series: seriesRecords(series), preset: 'LOW' });
}

/** Everybody's copy of one document; what one of them does is with all at once. The first is this window's. */
function copiesOf(base: Y.Doc): Y.Doc[] {
  const copies = PEOPLE.map(() => new Y.Doc());
  for (const doc of copies) {
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(base), 'log');
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'log') for (const other of copies) if (other !== doc) Y.applyUpdate(other, update, 'log');
    });
  }
  return copies;
}

function sessionOf(doc: Y.Doc, others: readonly Y.Doc[] = []): DocumentSession {
  const awareness = new Awareness(doc);
  for (const [n, other] of others.entries()) {
    const user = { kind: 'person', id: `person ${n}`, name: PEOPLE[n + 1], color: '#84b4ff' };
    awareness.states.set(other.clientID, { user });
  }
  return { doc, awareness, ready: Promise.resolve() } as unknown as DocumentSession;
}

describe('the blast radius', () => {
  it.each(Array.from({ length: LOGS }, (_, n) => n + 1))(
    'is the difference of revisions within 300 ms, and names whose edits it was (log %i)',
    async (seed) => {
      const random = seededRandom(seed);
      const { base, series, renders } = rendered(random);
      const [own = base, ...others] = copiesOf(base);
      const store = new PlanStore(sessionOf(own, others), sessionOf(series), sessionOf(renders));
      await vi.advanceTimersByTimeAsync(0);
      const done = new Map(planOf(base, series).shots.map(({ shotId, shot }) => [shotId, shot.revision]));
      // What each single edit did, which the room sees in batches.
      const truth = new Blame();
      const observe = (author: string | null) => {
        const shots = planOf(own, series).shots.map(({ shotId, shot }) => {
          return [shotId, { planned: { LOW: shot.revision }, madeOf: [] }] as const;
        });
        truth.observe(new Map(shots), new Map(author === null ? [] : [[author, new Set([ANY])]]));
      };
      observe(null);
      const words = commonWords(random);
      for (let round = 0; round < 8; round++) {
        for (let edits = random.int(1, 3); edits > 0; edits--) {
          const who = random.int(0, PEOPLE.length - 1);
          someEdit([own, ...others][who] ?? own, random, words);
          observe(PEOPLE[who] ?? null);
        }
        await vi.advanceTimersByTimeAsync(WITHIN_MS);
        const now = planOf(others[0] ?? own, series).shots;
        const { revisions } = store.read();
        expect([...revisions].map(([id, { LOW }]) => [id, LOW])).toEqual(now.map(({ shotId, shot }) => [shotId, shot.revision]));
        for (const { shotId, shot } of now) {
          const doneRevision = done.get(shotId);
          if (doneRevision === undefined) continue;
          const render = aShotRender(random, { id: shotId, state: 'done', preset: 'LOW', donePreset: 'LOW', doneRevision });
          const isStale = shot.revision !== doneRevision;
          expect(shotStatus(revisions.get(shotId) ?? {}, render).take).toBe(isStale ? 'stale' : 'current');
          if (!isStale) continue;
          const blamed = store.blameOf(shotId, doneRevision);
          const guilty = truth.of(shotId, doneRevision);
          // Who only removes something moves no clock, and cannot be told by others' windows.
          if (!blamed.others) expect(blamed.authors).toEqual(expect.arrayContaining([...guilty.authors]));
          expect(blamed.authors.length > 0 || blamed.others).toBe(true);
        }
      }
      store.destroy();
    },
  );
});
