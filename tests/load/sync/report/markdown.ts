import type { Row } from '../rows/row.ts';
import { SUBJECT_NAMES } from '../subjects.ts';
import type { Report, ReportRow } from './report.ts';
import type { Spread } from './stats.ts';
import type { Verdict } from './verdicts.ts';

const NOTES = { begin: '<!-- notes: kept when the file is written again -->', end: '<!-- end of notes -->' };
const RESULTS: Readonly<Record<Verdict['result'], string>> = {
  goal: 'goal reached',
  must: 'must reached',
  short: 'goal not reached',
  missed: '**missed**',
  unknown: 'not measured',
};

/** @param before the file as it was: what people wrote between its marks is kept. */
export function toMarkdown(report: Report, before: string): string {
  const parts = [
    '# The collab-server beside its peers',
    intro(report),
    '## Ours against the better peer',
    verdictTable(report.rows),
    `${NOTES.begin}\n${notesOf(before)}\n${NOTES.end}`,
    ...report.rows.flatMap(({ row, summaries }) => [
      `## ${row.title}`,
      `${row.method} Measured ${daysOf(report, row)}.`,
      figureTable(row, summaries),
    ]),
    '## How it grows',
    'CPU of the server process, its memory and the slowest hundredth of deliveries. Medians of three rounds of three seconds, measured in turns; a round that is void, as below, is measured once more.',
    ...report.growth.map(({ title, file }) => `![${title}](${file})`),
    '## Method',
    METHOD,
  ];
  return `${parts.join('\n\n')}\n`;
}

function daysOf({ turns }: Report, { id }: Row): string {
  return [...new Set(turns.filter((turn) => turn.row === id).map(({ date }) => date))].join(' and ');
}

function notesOf(before: string): string {
  const from = before.indexOf(NOTES.begin);
  const to = before.indexOf(NOTES.end);
  return from < 0 || to < from ? '' : before.slice(from + NOTES.begin.length, to).trim();
}

function intro({ machine, date, minutes, rounds, seconds }: Report): string {
  return [
    `\`npm run bench:sync -- --rounds ${rounds} --seconds ${seconds}\`, last sitting ${date}, ${minutes} min.`,
    `Machine: ${machine}.`,
    'Ours runs with everything it has in production: tickets, rights, checks of every edit, the log in a Postgres that really syncs its disk (on the server’s own core, its processor time told apart), and markers answered after COMMIT.',
    'The peers run as they come: nothing is stored and nothing that is acknowledged survives a crash; "+ Postgres" writes whole states where they offer to.',
  ].join(' ');
}

export function verdictTable(rows: readonly ReportRow[]): string {
  const lines = rows.flatMap(({ row, verdicts }) =>
    verdicts.map((verdict) => {
      const ratio = verdict.against !== 'limit';
      const show = (value: number | null) => (value === null ? '' : ratio ? `${value.toFixed(2)}x` : number(value, 1));
      const digits = row.figures.find(({ name }) => name === verdict.figure)?.digits ?? 2;
      const other = verdict.other;
      const beside = other === null ? '' : `${number(other.value, digits)} (${SUBJECT_NAMES[other.subject]})`;
      return `| ${row.title} | ${verdict.label} | ${number(verdict.ours, digits)} | ${beside} | ${ratio && verdict.other !== null ? show(verdict.value) : ''} | ${show(verdict.must)} | ${show(verdict.goal)} | ${RESULTS[verdict.result]}${verdict.onlyVoid ? ' (in void rounds only)' : ''} |`;
    }),
  );
  return [
    '| work | figure | ours | better peer | ratio | must | goal | result |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |',
    ...lines,
  ].join('\n');
}

function figureTable(row: Row, summaries: ReportRow['summaries']): string {
  const head = ['server', ...row.figures.map(({ label }) => label), 'rounds'];
  const lines = summaries.map(({ subject, figures, rounds, voided, onlyVoid }) => {
    const cells = row.figures.map(({ name, digits }) => cell(figures[name], digits));
    const thrown = voided.length === 0 ? '' : `, ${voided.length} void (${[...new Set(voided)].join('; ')})`;
    return [SUBJECT_NAMES[subject], ...cells, onlyVoid ? `none good${thrown}` : `${rounds}${thrown}`];
  });
  const table = [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...lines];
  return table.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The median, and in brackets the middle half of the rounds. */
function cell(figure: Spread | undefined, digits: number): string {
  if (figure === undefined || figure.rounds === 0) return '';
  const median = number(figure.median, digits);
  return figure.rounds < 2 ? median : `${median} (${number(figure.low, digits)} to ${number(figure.high, digits)})`;
}

function number(value: number, digits: number): string {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

const METHOD = `Figures are medians over the rounds with the middle half of them in brackets; lower is better in all. The servers take turns (A B C, A B C), each turn a fresh process, with the same seeded edits. Servers and Postgres run on one core, the loader on the other; processor time is read from /proc.

The load is sent whether or not anything comes back (open loop). Clients are bare sockets that speak each server's protocol; of ours each edit carries its marker, as DocumentSession sends it. Arrivals are found by clock ranges (\`Y.parseUpdateMeta\`), so merged and batched updates count for all they hold. A delivery is one edit at one other client, however it got there. The 20 observers stand for the rest, which only counts bytes.

Every turn of typing warms up for eight seconds first, since a server runs for weeks and V8 compiles in the first of them, and drains before and after what is measured. Then three real clients of the server's own kind join and must hold exactly what was written. A turn is void, and repeated once, when the loader used more than 80 % of its core, other programs more than 20 % of one, or a connection was cut.`;
