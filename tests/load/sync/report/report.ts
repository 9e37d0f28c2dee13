import type { Series } from '../growth.ts';
import type { Row } from '../rows/row.ts';
import type { Turn } from '../run.ts';
import type { Summary, Verdict } from './verdicts.ts';

export interface ReportRow {
  row: Row;
  summaries: Summary[];
  verdicts: Verdict[];
}

/** A plot and what it was drawn from. */
export interface GrowthPlot {
  title: string;
  /** Name of the picture, beside the report. */
  file: string;
  series: Series;
}

export interface Report {
  date: string;
  machine: string;
  minutes: number;
  rounds: number;
  seconds: number;
  rows: ReportRow[];
  turns: Turn[];
  growth: GrowthPlot[];
}

/** @returns the report as data, for programs: everything the Markdown was made from. */
export function toJson({ rows, growth, ...rest }: Report): string {
  const data = {
    ...rest,
    rows: rows.map(({ row, summaries, verdicts }) => ({
      id: row.id,
      title: row.title,
      method: row.method,
      figures: row.figures,
      summaries,
      verdicts,
    })),
    growth: growth.map(({ title, file, series }) => ({ title, file, ...series })),
  };
  // More digits than any clock has would only make every change of the file a long one.
  const short = (_key: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value);
  return `${JSON.stringify(data, short, 1)}\n`;
}
