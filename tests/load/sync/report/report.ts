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

/** As {@link toJson} writes it. */
interface Written {
  date: string;
  turns: Turn[];
  growth: (Omit<GrowthPlot, 'series'> & Series)[];
}

/** What an earlier run measured. @param json as {@link toJson} wrote it; nothing is kept of what is none. */
export function fromJson(json: string): Pick<Report, 'turns' | 'growth'> {
  if (json === '') return { turns: [], growth: [] };
  const { date, turns, growth } = JSON.parse(json) as Written;
  return {
    turns: turns.map((turn) => ({ ...turn, date: turn.date ?? date })),
    growth: growth.map(({ title, file, ...series }) => ({ title, file, series })),
  };
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
