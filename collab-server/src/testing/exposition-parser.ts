/**
 * Reads Prometheus' text format 0.0.4 as strictly as a scraper may: HELP, then TYPE, then the samples of that family and of no
 * other, each series once, histograms cumulative and complete (prometheus.io/docs/instrumenting/exposition_formats).
 */

export interface Family {
  name: string;
  help: string;
  type: 'counter' | 'gauge' | 'histogram';
  /** By series as written, labels included. */
  samples: Map<string, number>;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\\\\\|\\\\"|\\\\n)*"';
const SAMPLE = new RegExp(`^(${NAME})(\\{${LABEL}(?:,${LABEL})*\\})? (\\+Inf|-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)$`);
const SUFFIXES = { counter: [''], gauge: [''], histogram: ['_bucket', '_sum', '_count'] } as const;

/** @throws Error naming the line that is not valid. */
export function parseExposition(page: string): Map<string, Family> {
  if (!page.endsWith('\n')) throw new Error('the last line has no end');
  const families = new Map<string, Family>();
  const lines = page.slice(0, -1).split('\n');
  let current: Family | null = null;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (line.startsWith('#')) {
      current = parseHeader(line, lines[++i] ?? '');
      if (families.has(current.name)) throw new Error(`${current.name} comes twice`);
      families.set(current.name, current);
    } else addSample(current, line);
  }
  for (const family of families.values()) if (family.type === 'histogram') checkHistogram(family);
  return families;
}

/** @returns 0 when there is no such series. */
export function sampleOf(families: ReadonlyMap<string, Family>, series: string): number {
  const name = series.split('{')[0] ?? '';
  const family = families.get(name) ?? families.get(name.replace(/_(?:bucket|sum|count)$/, ''));
  return family?.samples.get(series) ?? 0;
}

function parseHeader(helpLine: string, typeLine: string): Family {
  const help = new RegExp(`^# HELP (${NAME}) (\\S.*)$`).exec(helpLine);
  const type = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram)$`).exec(typeLine);
  if (help === null || type === null || help[1] !== type[1])
    throw new Error(`not a HELP and its TYPE: ${helpLine} / ${typeLine}`);
  const family = { name: type[1] ?? '', help: help[2] ?? '', type: type[2] as Family['type'], samples: new Map() };
  if (family.type === 'counter' && !family.name.endsWith('_total')) throw new Error(`the counter ${family.name} is not a _total`);
  return family;
}

function addSample(family: Family | null, line: string): void {
  const match = SAMPLE.exec(line);
  if (family === null || match === null) throw new Error(`not a sample: ${line}`);
  const [, name = '', labels = '', value = ''] = match;
  const own = SUFFIXES[family.type].some((suffix) => name === family.name + suffix);
  if (!own) throw new Error(`${name} stands among the samples of ${family.name}`);
  const series = name + labels;
  if (family.samples.has(series)) throw new Error(`${series} comes twice`);
  const number = value === '+Inf' ? Number.POSITIVE_INFINITY : Number(value);
  if (family.type !== 'gauge' && number < 0) throw new Error(`${series} is below zero`);
  family.samples.set(series, number);
}

function checkHistogram({ name, samples }: Family): void {
  const buckets = [...samples].filter(([series]) => series.startsWith(`${name}_bucket`));
  const bounds = buckets.map(([series]) => {
    const bound = /^[^{]*\{le="([^"]*)"\}$/.exec(series)?.[1] ?? 'none';
    return bound === '+Inf' ? Number.POSITIVE_INFINITY : Number(bound);
  });
  const rises = (list: readonly number[], strictly: boolean) =>
    list.every((value, i) => i === 0 || value > (list[i - 1] ?? 0) || (!strictly && value === list[i - 1]));
  const counts = buckets.map(([, count]) => count);
  if (!rises(bounds, true) || bounds.at(-1) !== Number.POSITIVE_INFINITY) throw new Error(`${name} has wrong buckets`);
  if (!rises(counts, false) || counts.at(-1) !== samples.get(`${name}_count`)) throw new Error(`${name} is not cumulative`);
  if (!samples.has(`${name}_sum`)) throw new Error(`${name} has no sum`);
}
