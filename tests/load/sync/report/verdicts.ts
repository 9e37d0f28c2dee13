import type { Bar, Row } from '../rows/row.ts';
import type { Turn } from '../run.ts';
import type { SubjectId } from '../subjects.ts';
import { type Spread, spread } from './stats.ts';

/** Figures of one server in one row, over its rounds. */
export interface Summary {
  subject: SubjectId;
  figures: Record<string, Spread>;
  rounds: number;
  /** Rounds that were thrown away, each with the reason. */
  voided: string[];
  /** No round was good, so these are figures of bad ones. */
  onlyVoid: boolean;
}

export interface Verdict {
  label: string;
  figure: string;
  against: Bar['against'];
  ours: number;
  /** What ours is compared with: a peer's median, or null where the limit is a number. */
  other: { subject: SubjectId; value: number } | null;
  /** Ours as a share of the other; ours itself where there is none. */
  value: number;
  must: number | null;
  goal: number | null;
  /** `short`: a goal that has no must was not reached. */
  result: 'goal' | 'must' | 'short' | 'missed' | 'unknown';
  /** One side has no good round, so the result says nothing yet. */
  onlyVoid: boolean;
}

/** @param turns of one row. */
export function summarise(row: Row, turns: readonly Turn[]): Summary[] {
  return [...row.subjects, ...row.once].flatMap((subject) => {
    const mine = turns.filter((turn) => turn.row === row.id && turn.subject === subject);
    if (mine.length === 0) return [];
    const good = mine.filter((turn) => turn.void === null);
    const used = good.length > 0 ? good : mine;
    const names = new Set(used.flatMap((turn) => Object.keys(turn.figures)));
    const figures = Object.fromEntries(
      [...names].map((name) => [name, spread(used.map((turn) => turn.figures[name] ?? Number.NaN))]),
    );
    const voided = mine.flatMap((turn) => (turn.void === null ? [] : [turn.void]));
    return [{ subject, figures, rounds: good.length, voided, onlyVoid: good.length === 0 }];
  });
}

/** Ours against each bar of the row. All figures are of the kind where less is better. */
export function judge(row: Row, summaries: readonly Summary[]): Verdict[] {
  const ours = summaries.find((summary) => summary.subject === 'ours');
  if (ours === undefined) return [];
  const isVoid = (subject: SubjectId | undefined) => summaries.some((summary) => summary.subject === subject && summary.onlyVoid);
  const peers = summaries.filter(({ subject }) => subject !== 'ours' && row.subjects.includes(subject));
  return row.bars.flatMap((bar) => {
    const value = ours.figures[bar.figure]?.median;
    if (value === undefined) return [];
    const verdict = judgeBar(bar, value, peers);
    return [{ ...verdict, onlyVoid: ours.onlyVoid || isVoid(verdict.other?.subject) }];
  });
}

function judgeBar(bar: Bar, ours: number, peers: readonly Summary[]): Omit<Verdict, 'onlyVoid'> {
  const { label, figure, against, must, goal } = bar;
  const other = against === 'limit' ? null : bestPeer(bar, peers);
  const value = against === 'limit' ? ours : ours / (other?.value ?? Number.NaN);
  return { label, figure, against, ours, other, value, must, goal, result: resultOf(value, must, goal) };
}

function bestPeer(bar: Bar, peers: readonly Summary[]): Verdict['other'] {
  const known = peers
    .filter(({ subject }) => bar.against !== 'hocuspocus' || subject.startsWith('hocuspocus'))
    .map(({ subject, figures }) => ({ subject, value: figures[bar.figure]?.median ?? Number.NaN }))
    .filter(({ value }) => Number.isFinite(value));
  return known.sort((a, b) => a.value - b.value)[0] ?? null;
}

function resultOf(value: number, must: number | null, goal: number | null): Verdict['result'] {
  if (!Number.isFinite(value)) return 'unknown';
  if (goal !== null && value <= goal) return 'goal';
  if (must === null) return 'short';
  return value <= must ? 'must' : 'missed';
}
