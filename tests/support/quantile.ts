/** @param q in [0, 1]. @returns the smallest measured value that at least this share does not exceed; NaN of none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

/** One line for the report of a run: what was measured and how it was spread. */
export function spread(what: string, values: readonly number[], unit = 'ms'): string {
  const [p50, p95, max] = [0.5, 0.95, 1].map((q) => Math.round(quantile(values, q)));
  return `${what}: p50 ${p50} ${unit}, p95 ${p95} ${unit}, most ${max} ${unit} (${values.length})\n`;
}
