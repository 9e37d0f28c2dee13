import { authorSpans } from '@trashfire/shared/document/author-spans';
import { countOf } from '@trashfire/shared/testing/counts';
import { seededRandom } from '@trashfire/shared/testing/random';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import type { HistoryRow } from '../ports/compaction-log.ts';
import { randomHistory } from '../testing/random-history.ts';
import { contentDigest } from './content-digest.ts';
import { mergeHistory } from './merge.ts';

function loaded(...updates: Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

function clocksOf(doc: Y.Doc): Map<number, number> {
  return Y.decodeStateVector(Y.encodeStateVector(doc));
}

function merged(rows: readonly HistoryRow[], points: number[], start: Uint8Array | null = null) {
  const outcome = mergeHistory({ start, rows, points, known: null });
  if (outcome.state !== 'merged') throw new Error(JSON.stringify(outcome));
  return outcome.snapshots;
}

const SEEDS = countOf('random histories merged', { usual: 60, long: 2000 });

it('R2: holds before and after what was written, for random histories, merged at once and in steps', () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = seededRandom(seed);
    const { rows, doc } = randomHistory(random, random.int(5, 150));
    const head = rows.length;
    const middle = random.int(1, head);
    const [early, late] = merged(rows, middle === head ? [head] : [middle, head]);
    const last = late ?? early;
    const copy = loaded(last?.bytes ?? new Uint8Array());
    const what = `seed ${seed}`;
    expect(contentDigest(copy), what).toBe(contentDigest(doc));
    expect(Y.equalSnapshots(Y.snapshot(copy), Y.snapshot(doc)), what).toBe(true);
    expect(Y.decodeStateVector(last?.stateVector ?? new Uint8Array()), what).toEqual(clocksOf(doc));
    // The document as of the middle, and what followed on top of it.
    const then = loaded(...rows.slice(0, middle).map((row) => row.bytes));
    expect(contentDigest(loaded(early?.bytes ?? new Uint8Array())), what).toBe(contentDigest(then));
    const rest = rows.slice(middle);
    const again = loaded((rest.length === 0 ? last : merged(rest, [head], early?.bytes)[0])?.bytes ?? new Uint8Array());
    expect(contentDigest(again), what).toBe(contentDigest(doc));
    expect(Y.equalSnapshots(Y.snapshot(again), Y.snapshot(doc)), what).toBe(true);
  }
});

it('R2: tidies up nothing: marks that two people set at once are both there, merged in one go and in steps', () => {
  const [ines, mika] = [new Y.Doc(), new Y.Doc()];
  const rows: HistoryRow[] = [];
  const author = { kind: 'person' as const, id: 'ines', runId: null, step: null };
  const log = (bytes: Uint8Array) => void rows.push({ seq: rows.length + 1, bytes, author, at: 0 });
  const textOf = (doc: Y.Doc) => doc.getArray<Y.Text>('texts').get(0);
  ines.on('update', log);
  ines.getArray('texts').push([new Y.Text('rain')]);
  Y.applyUpdate(mika, rows[0]?.bytes ?? new Uint8Array());
  mika.on('update', log);
  textOf(ines).format(0, 4, { bold: true });
  textOf(mika).format(0, 4, { bold: true });
  const wanted = Y.snapshot(loaded(...rows.map((row) => row.bytes)));
  const [start] = merged(rows.slice(0, 2), [2]);
  for (const snapshots of [merged(rows, [1, 2, 3]), merged(rows, [3]), merged(rows.slice(2), [3], start?.bytes)]) {
    expect(Y.equalSnapshots(Y.snapshot(loaded(snapshots.at(-1)?.bytes ?? new Uint8Array())), wanted)).toBe(true);
  }
});

it('R2: says of each letter who wrote it, in one go and in steps', () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = seededRandom(seed);
    const { rows } = randomHistory(random, random.int(5, 150));
    const whole = authorSpans(rows);
    const owner = new Map(rows.flatMap((row) => structsOf(row).map((id) => [id, authorOf(row.author)])));
    expect(lettersOf(whole), `seed ${seed}`).toEqual(owner);

    const cut = random.int(1, rows.length);
    const first = mergeHistory({ start: null, rows: rows.slice(0, cut), points: [cut], known: [] });
    const spans = new Map((first.state === 'merged' ? first.authors : []).map((span) => [`${span.client}:${span.clock}`, span]));
    const second = authorSpans(rows.slice(cut), newestOf([...spans.values()]));
    for (const span of second) spans.set(`${span.client}:${span.clock}`, span);
    expect([...spans.values()].sort(bySpan), `seed ${seed}`).toEqual([...whole].sort(bySpan));
  }
});

type Span = ReturnType<typeof authorSpans>[number];

function bySpan(a: Span, b: Span): number {
  return a.client - b.client || a.clock - b.clock;
}

function newestOf(spans: Span[]): Span[] {
  return [...new Map([...spans].sort(bySpan).map((span) => [span.client, span])).values()];
}

function authorOf({ id, step }: { id: string; step: number | null }): string {
  return `${id} ${step}`;
}

function structsOf({ bytes }: HistoryRow): string[] {
  return Y.decodeUpdate(bytes).structs.flatMap(({ id, length }) =>
    Array.from({ length }, (_, i) => `${id.client}:${id.clock + i}`),
  );
}

function lettersOf(spans: readonly Span[]): Map<string, string> {
  return new Map(
    spans.flatMap(({ client, clock, end, actorId: id, step }) =>
      Array.from({ length: end - clock }, (_, i) => [`${client}:${clock + i}`, authorOf({ id, step })] as const),
    ),
  );
}

it('an update that was sent again takes nothing over from whoever wrote it', () => {
  const { rows } = randomHistory(seededRandom(3), 20);
  const resent = rows.map((row) => ({ ...row, seq: row.seq + rows.length, author: { ...row.author, id: 'somebody else' } }));
  expect(authorSpans([...rows, ...resent])).toEqual(authorSpans(rows));
});

/** Ways in which what is encoded could be another document. */
const BROKEN: [string, (doc: Y.Doc) => Uint8Array, string][] = [
  ['has a letter that nobody wrote', oneMore, 'state vector'],
  ['refers to what it lacks', (doc) => Y.encodeStateAsUpdate(doc, halfOf(doc)), 'missing content'],
  ['has forgotten what was deleted', undeleted, 'deletions'],
  ['has other words in the same places', swapped, 'content'],
];

it.each(BROKEN)('R1: refuses a state that %s', (_, encode, what) => {
  const doc = new Y.Doc();
  doc.clientID = 7;
  const rows: HistoryRow[] = [];
  const author = { kind: 'person' as const, id: 'ines', runId: null, step: null };
  doc.on('update', (bytes: Uint8Array) => rows.push({ seq: rows.length + 1, bytes, author, at: 0 }));
  const text = doc.getText('t');
  for (const word of ['one ', 'two ', 'three ']) text.insert(0, word);
  text.delete(2, 3);
  expect(mergeHistory({ start: null, rows, points: [rows.length], known: null }, encode)).toEqual({
    state: 'unequal',
    seq: rows.length,
    what,
  });
});

function oneMore(doc: Y.Doc): Uint8Array {
  const copy = new Y.Doc();
  copy.clientID = 8;
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  copy.getText('t').insert(0, 'x');
  return Y.encodeStateAsUpdate(copy);
}

function halfOf(doc: Y.Doc): Uint8Array {
  const [client = 0, clock = 0] = [...clocksOf(doc)][0] ?? [];
  return Y.encodeStateVector(new Map([[client, Math.floor(clock / 2)]]));
}

function undeleted(doc: Y.Doc): Uint8Array {
  const copy = new Y.Doc();
  copy.clientID = 7;
  const text = copy.getText('t');
  for (const word of ['one ', 'two ', 'three ']) text.insert(0, word);
  expect(clocksOf(copy)).toEqual(clocksOf(doc));
  return Y.encodeStateAsUpdate(copy);
}

function swapped(doc: Y.Doc): Uint8Array {
  const copy = new Y.Doc();
  copy.clientID = 7;
  const text = copy.getText('t');
  for (const word of ['ONE ', 'TWO ', 'THREE ']) text.insert(0, word);
  text.delete(2, 3);
  expect(Y.equalSnapshots(Y.snapshot(copy), Y.snapshot(doc))).toBe(true);
  return Y.encodeStateAsUpdate(copy);
}

it('R1: refuses a history that refers to what it does not hold', () => {
  const { rows } = randomHistory(seededRandom(5), 40);
  const outcome = mergeHistory({ start: null, rows: rows.slice(1), points: [rows.length], known: null });
  expect(outcome).toEqual({ state: 'unequal', seq: rows.length, what: 'missing content' });
});

it('says of bytes it cannot read only what kind of error it was', () => {
  const author = { kind: 'person' as const, id: 'ines', runId: null, step: null };
  const bytes = new Uint8Array([1, 1, 7, 0, 6, 1, 1, 116, 3, 102, 111, 111]);
  const outcome = mergeHistory({ start: null, rows: [{ seq: 1, bytes, author, at: 0 }], points: [1], known: null });
  expect(outcome.state).toBe('unreadable');
  expect(JSON.stringify(outcome)).not.toContain('foo');
});
