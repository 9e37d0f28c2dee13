import type { Cost } from './meter.ts';
import type { Figures, Row, Settings } from './rows/row.ts';
import { SUBJECT_NAMES, type SubjectId, startServer } from './subjects.ts';
import type { World } from './world.ts';

/** A loader busier than this measures itself. */
const LOADER_LIMIT = 0.8;
/** Of a core; other programs that take more make the figures theirs. */
const FOREIGN_LIMIT = 0.2;

/** One server's turn at one row. */
export interface Turn {
  row: string;
  subject: SubjectId;
  round: number;
  /** Day. */
  date: string;
  figures: Figures;
  loaderPercent: number | null;
  foreignPercent: number | null;
  /** Why the figures do not count, or null. */
  void: string | null;
}

export interface RunOptions {
  rows: readonly Row[];
  servers: readonly SubjectId[];
  rounds: number;
  settings: Settings;
  /** Turns that are void get another try. */
  retry: boolean;
  world: World;
  print(line: string): void;
}

/** All rows, in each the servers in turns: A B C, A B C, so that a slow minute of the machine falls on all of them. */
export async function runRows(options: RunOptions): Promise<Turn[]> {
  const turns: Turn[] = [];
  for (const row of options.rows) {
    options.print(`\n${row.title}`);
    for (let round = 1; round <= options.rounds; round++) {
      const all = round === 1 ? [...row.subjects, ...row.once] : row.subjects;
      const subjects = all.filter((subject) => options.servers.includes(subject));
      if (row.together === true) {
        turns.push(...(await Promise.all(subjects.map((subject) => tryTurn(options, row, subject, round)))).flat());
      } else {
        for (const subject of subjects) turns.push(...(await tryTurn(options, row, subject, round)));
      }
    }
  }
  return turns;
}

/** @returns the turn, and the one before it when that was void. */
async function tryTurn(options: RunOptions, row: Row, subject: SubjectId, round: number): Promise<Turn[]> {
  const turns: Turn[] = [];
  for (let attempt = options.retry ? 2 : 1; attempt > 0; attempt--) {
    const turn = await oneTurn(options, row, subject, round);
    turns.push(turn);
    options.print(lineOf(row, turn));
    if (turn.void === null) break;
  }
  return turns;
}

/** @returns the day as 2026-11-29. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

async function oneTurn({ world, settings }: RunOptions, row: Row, subject: SubjectId, round: number): Promise<Turn> {
  const server = await startServer(subject, world);
  try {
    const { figures, cost } = await row.measure(server, world, { ...settings, seed: settings.seed * 1000 + round });
    return {
      row: row.id,
      subject,
      round,
      date: today(),
      figures,
      loaderPercent: cost === null ? null : cost.loaderShare * 100,
      foreignPercent: cost === null ? null : cost.foreignShare * 100,
      void: reasonToVoid(server.cut, cost),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      row: row.id,
      subject,
      round,
      date: today(),
      figures: {},
      loaderPercent: null,
      foreignPercent: null,
      void: `failed: ${why}`,
    };
  } finally {
    await server.stop();
  }
}

/** @param cut connections the server ended. @returns why a turn's figures are not the server's own, or null. */
export function reasonToVoid(cut: readonly string[], cost: Pick<Cost, 'loaderShare' | 'foreignShare'> | null): string | null {
  if (cut.length > 0) return `${cut.length} connections were cut: ${cut[0]}`;
  if (cost === null) return null;
  if (cost.loaderShare > LOADER_LIMIT) return 'the loader was busy';
  return cost.foreignShare > FOREIGN_LIMIT ? 'other programs were busy' : null;
}

function lineOf(row: Row, turn: Turn): string {
  const figures = row.figures
    .filter(({ name }) => turn.figures[name] !== undefined)
    .map(({ name, label, digits }) => `${label} ${turn.figures[name]?.toFixed(digits)}`);
  const percent = (value: number | null) => (value === null ? '-' : value.toFixed(0));
  const loader = `loader ${percent(turn.loaderPercent)} %, others ${percent(turn.foreignPercent)} %`;
  const verdict = turn.void === null ? '' : `  VOID: ${turn.void}`;
  return `  ${turn.round} ${SUBJECT_NAMES[turn.subject].padEnd(38)} ${figures.join(' · ')} · ${loader}${verdict}`;
}
