import { documentName } from '@trashfire/shared/document/names';
import { countOf } from '@trashfire/shared/testing/counts';
import { type Random, seededRandom } from '@trashfire/shared/testing/random';
import { expect, it } from 'vitest';
import type { HistoryRow } from '../ports/compaction-log.ts';
import { allSpans, brokenOff, docOf, entryOf } from '../testing/log-under-test.ts';
import { createMemoryLog, type MemoryLog } from '../testing/memory-log.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { randomHistory } from '../testing/random-history.ts';
import { compactDocument } from './compact-document.ts';
import { contentDigest } from './content-digest.ts';
import { mergeHistory } from './merge.ts';

const SEEDS = countOf('lives of a log that is compacted', { usual: 40, long: 1000 });
const NAME = documentName('episode', '0123456789AB');
const KEEP_MS = 10_000;

/** One log through its life: written to, grown older, named, damaged, compacted, and broken off in the middle of that. */
class Life {
  readonly random: Random;
  private readonly rows: HistoryRow[];
  private readonly time = { now: 1_000_000 };
  private readonly store = new MemoryStore({ now: () => this.time.now, keepMs: KEEP_MS });
  private log: MemoryLog = createMemoryLog(this.store);
  private readonly digests: string[];

  constructor(seed: number) {
    this.random = seededRandom(seed);
    this.rows = randomHistory(this.random, this.random.int(20, 120)).rows;
    this.digests = [0, ...this.rows.keys()].map(() => '');
    this.store.create(NAME);
  }

  get over(): boolean {
    return this.head === this.rows.length;
  }

  private get head(): number {
    return this.store.get(NAME).head;
  }

  async step(): Promise<void> {
    const kind = this.random.pick(['write', 'write', 'age', 'name', 'damage', 'compact', 'compact', 'break off']);
    if (kind === 'write') await this.write(this.random.int(1, 15));
    else if (kind === 'age') this.time.now += this.random.int(0, KEEP_MS);
    else if (kind === 'name' && this.head > 0) this.store.get(NAME).pins.add(this.head);
    else if (kind === 'damage') this.damage();
    else if (kind === 'compact') await this.compact(Number.POSITIVE_INFINITY);
    else if (kind === 'break off') await this.compact(this.random.int(0, 12));
  }

  private async write(count: number): Promise<void> {
    for (const row of this.rows.slice(this.head, this.head + count)) {
      this.time.now += this.random.int(0, 300);
      row.at = this.time.now;
      await this.log.append([entryOf(NAME, row)]);
    }
  }

  /** A snapshot that others can stand in for. */
  private damage(): void {
    const { snapshots, rows } = this.store.get(NAME);
    const newest = snapshots.at(-1);
    const before = snapshots.at(-2);
    const isNeeded = newest === undefined || this.store.get(NAME).pins.has(newest.seq);
    const begins = rows[0]?.seq ?? this.head + 1;
    if (!isNeeded && (before?.seq ?? 0) + 1 >= begins) this.store.damageSnapshot(NAME, newest.seq);
  }

  private async compact(steps: number): Promise<void> {
    const { random } = this;
    const policy = {
      keptRows: random.int(1, 20),
      trimRows: random.int(1, 10),
      pass: { rows: random.int(1, 60), bytes: random.int(1, 4000) },
      passVersions: random.int(1, 3),
    };
    const merge = (job: Parameters<typeof mergeHistory>[0]) => Promise.resolve(mergeHistory(job));
    const report = await this.log
      .compact(NAME, (turn) => compactDocument(brokenOff(turn, steps), merge, random.chance(0.9), policy))
      .catch((error: unknown) => {
        expect(String(error)).toContain('broken off');
        return null;
      });
    if (report === null) {
      this.log.crash();
      this.log = createMemoryLog(this.store);
    } else if (report !== 'busy') expect([report?.refused, report?.trimRefused]).toEqual([null, null]);
  }

  /** Nothing that was written is missing, whatever was done to the log. */
  async check(what: string): Promise<void> {
    const { rows, pins } = this.store.get(NAME);
    expect(contentDigest(docOf(await this.log.read(NAME))), what).toBe(this.digestAt(this.head));
    const base = (rows[0]?.seq ?? this.head + 1) - 1;
    const young = this.rows.slice(0, this.head).findIndex((row) => row.at > this.time.now - KEEP_MS);
    expect(base, what).toBeLessThanOrEqual(young === -1 ? this.head : young);
    const some = base >= this.head ? [] : [base, this.random.int(base, this.head)];
    for (const seq of [...pins, ...some]) await this.checkAt(seq, `${what}, as of ${seq}`);
    const spans = allSpans([...this.store.get(NAME).spans.values()], this.rows.slice(base, this.head));
    expect(spans, what).toEqual(allSpans([], this.rows.slice(0, this.head)));
  }

  private async checkAt(seq: number, what: string): Promise<void> {
    const at = await this.log.compact(NAME, (turn) => turn.history(seq, seq, { rows: 1e6, bytes: 1e9 }));
    if (at === 'busy') throw new Error('busy');
    expect(contentDigest(docOf({ snapshot: at.start, rows: at.rows })), what).toBe(this.digestAt(seq));
  }

  private digestAt(seq: number): string {
    this.digests[seq] ||= contentDigest(docOf({ snapshot: null, rows: this.rows.slice(0, seq) }));
    return this.digests[seq] ?? '';
  }
}

async function live(seed: number): Promise<void> {
  const life = new Life(seed);
  for (let n = 0; n < 60 && !life.over; n++) {
    await life.step();
    await life.check(`seed ${seed}, step ${n}`);
  }
}

it('R1: keeps content, named versions, every state of the retention and who wrote what, whatever happens to a log', async () => {
  for (let seed = 1; seed <= SEEDS; seed++) await live(seed);
});

it('seed 511: a state merged on top of a snapshot had lost marks that two people had set at once', () => live(511));
