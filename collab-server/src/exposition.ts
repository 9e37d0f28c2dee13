/**
 * Counters, gauges and timings, and Prometheus' text format 0.0.4 for them (prometheus.io/docs/instrumenting/exposition_formats).
 * Our own and not prom-client: docs/decisions/0008-metrics.md.
 */

/** One family of samples: a HELP line, a TYPE line and what follows them. */
export interface Instrument {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** Sample lines without a line end. */
  samples(): string[];
}

export class Counter implements Instrument {
  readonly type = 'counter';
  readonly name: string;
  readonly help: string;
  value = 0;

  constructor(name: string, help: string) {
    this.name = name;
    this.help = help;
  }

  add(n: number): void {
    this.value += n;
  }

  samples(): string[] {
    return [`${this.name} ${this.value}`];
  }
}

/** A counter for each value of one label. The values come from our own code, so their number is bounded; never from a peer. */
export class LabelledCounter implements Instrument {
  readonly type = 'counter';
  readonly name: string;
  readonly help: string;
  private readonly label: string;
  private readonly values = new Map<string, number>();

  /** @param known values that are shown with 0 before the first count, so that a rate over them has a beginning. */
  constructor(name: string, help: string, label: string, known: readonly string[] = []) {
    this.name = name;
    this.help = help;
    this.label = label;
    for (const value of known) this.values.set(value, 0);
  }

  add(value: string, n = 1): void {
    this.values.set(value, (this.values.get(value) ?? 0) + n);
  }

  get(value: string): number {
    return this.values.get(value) ?? 0;
  }

  samples(): string[] {
    return labelled(this.name, this.label, this.values);
  }
}

/** Read at the moment it is asked for. A map gives one sample for each value of `label`. */
export class Reading implements Instrument {
  readonly type: 'counter' | 'gauge';
  readonly name: string;
  readonly help: string;
  private readonly read: () => number | ReadonlyMap<string, number>;
  private readonly label: string;

  constructor(
    type: 'counter' | 'gauge',
    name: string,
    help: string,
    read: () => number | ReadonlyMap<string, number>,
    label = 'state',
  ) {
    this.type = type;
    this.name = name;
    this.help = help;
    this.read = read;
    this.label = label;
  }

  samples(): string[] {
    const now = this.read();
    return typeof now === 'number' ? [`${this.name} ${now}`] : labelled(this.name, this.label, now);
  }
}

/** How often a value fell into each bucket, so that quantiles can be computed over any time and over all nodes. */
export class Histogram implements Instrument {
  readonly type = 'histogram';
  readonly name: string;
  readonly help: string;
  private readonly bounds: readonly number[];
  /** One per bound, and the last for what is above all of them. Not cumulative: that is made when somebody asks. */
  private readonly counts: Float64Array;
  private sum = 0;

  /** @param bounds upper ends of the buckets, ascending. */
  constructor(name: string, help: string, bounds: readonly number[]) {
    this.name = name;
    this.help = help;
    this.bounds = bounds;
    this.counts = new Float64Array(bounds.length + 1);
  }

  observe(value: number): void {
    const { bounds, counts } = this;
    let i = 0;
    while (i < bounds.length && value > (bounds[i] ?? 0)) i++;
    counts[i] = (counts[i] ?? 0) + 1;
    this.sum += value;
  }

  get count(): number {
    return this.counts.reduce((sum, n) => sum + n, 0);
  }

  samples(): string[] {
    let below = 0;
    const buckets = [...this.bounds, Number.POSITIVE_INFINITY].map((bound, i) => {
      below += this.counts[i] ?? 0;
      return `${this.name}_bucket{le="${bound === Number.POSITIVE_INFINITY ? '+Inf' : bound}"} ${below}`;
    });
    return [...buckets, `${this.name}_sum ${this.sum}`, `${this.name}_count ${below}`];
  }
}

/** @returns the whole page, as a scraper reads it. */
export function expose(instruments: readonly Instrument[]): string {
  const lines = instruments.flatMap((instrument) => [
    `# HELP ${instrument.name} ${instrument.help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
    `# TYPE ${instrument.name} ${instrument.type}`,
    ...instrument.samples(),
  ]);
  return `${lines.join('\n')}\n`;
}

function labelled(name: string, label: string, values: ReadonlyMap<string, number>): string[] {
  return [...values].map(([value, count]) => `${name}{${label}="${escapeLabel(value)}"} ${count}`);
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}
