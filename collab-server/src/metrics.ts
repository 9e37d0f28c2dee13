/** Counters and timings in Prometheus' text format; the few that say whether people's words are kept. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

class Counter {
  value = 0;
  add(n: number): void {
    this.value += n;
  }
}

class Histogram {
  private readonly counts = new Array<number>(BUCKETS.length).fill(0);
  private count = 0;
  private sum = 0;

  observe(seconds: number): void {
    this.count++;
    this.sum += seconds;
    for (const [i, bound] of BUCKETS.entries()) {
      if (seconds <= bound) this.counts[i] = (this.counts[i] ?? 0) + 1;
    }
  }

  lines(name: string): string[] {
    const buckets = BUCKETS.map((bound, i) => `${name}_bucket{le="${bound}"} ${this.counts[i] ?? 0}`);
    return [
      `# TYPE ${name} histogram`,
      ...buckets,
      `${name}_bucket{le="+Inf"} ${this.count}`,
      `${name}_sum ${this.sum}`,
      `${name}_count ${this.count}`,
    ];
  }
}

export class Metrics {
  /** From receiving a marker to answering it: what a person waits for "Saved". */
  readonly ackSeconds = new Histogram();
  readonly commitSeconds = new Histogram();
  readonly committedRows = new Counter();
  readonly commitFailures = new Counter();
  readonly repairedRecords = new Counter();
  readonly gapsRepaired = new Counter();
  /** Rows of other nodes whose bytes came by the bell. */
  readonly bellRows = new Counter();
  readonly slowReaders = new Counter();
  readonly compactionSeconds = new Histogram();
  readonly compactions = new Counter();
  readonly compactionFailures = new Counter();
  readonly trimmedRows = new Counter();
  readonly damagedSnapshots = new Counter();
  private readonly refusals = new Map<string, number>();

  refused(reason: string): void {
    this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + 1);
  }

  /** @param gauges values read at this moment, by metric name. */
  render(gauges: Readonly<Record<string, number>>): string {
    const counter = (name: string, value: number) => [`# TYPE ${name} counter`, `${name} ${value}`];
    const lines = [
      ...this.ackSeconds.lines('collab_ack_seconds'),
      ...this.commitSeconds.lines('collab_commit_seconds'),
      ...counter('collab_committed_rows_total', this.committedRows.value),
      ...counter('collab_commit_failures_total', this.commitFailures.value),
      ...counter('collab_repaired_records_total', this.repairedRecords.value),
      ...counter('collab_gaps_repaired_total', this.gapsRepaired.value),
      ...counter('collab_bell_rows_total', this.bellRows.value),
      ...counter('collab_slow_readers_total', this.slowReaders.value),
      ...this.compactionSeconds.lines('collab_compaction_seconds'),
      ...counter('collab_compactions_total', this.compactions.value),
      ...counter('collab_compaction_failures_total', this.compactionFailures.value),
      ...counter('collab_trimmed_rows_total', this.trimmedRows.value),
      ...counter('collab_damaged_snapshots_total', this.damagedSnapshots.value),
      '# TYPE collab_refused_total counter',
      ...[...this.refusals].map(([reason, count]) => `collab_refused_total{reason="${reason}"} ${count}`),
      ...Object.entries(gauges).flatMap(([name, value]) => [`# TYPE ${name} gauge`, `${name} ${value}`]),
    ];
    return `${lines.join('\n')}\n`;
  }
}
