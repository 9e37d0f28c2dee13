import type { Stage } from './stage.ts';

/** What one measurement found: a line of the report. */
export interface Figure {
  readonly work: string;
  /** With its unit, and the spread where there is one. */
  readonly measured: string;
  readonly bar: string;
  readonly reached: boolean;
}

/** One kind of work that is measured in a real browser. */
export type Row = (stage: Stage, rounds: number) => Promise<Figure[]>;

/** @returns "median (least to most)". */
export function medianOf(values: readonly number[], digits = 0): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => (sorted[index] ?? Number.NaN).toFixed(digits);
  return `${at(Math.floor((sorted.length - 1) / 2))} (${at(0)} to ${at(sorted.length - 1)})`;
}
