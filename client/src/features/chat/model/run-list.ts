import type { RunView } from '@trashfire/shared/api/contract';

export function isOver(run: Pick<RunView, 'state'>): boolean {
  return run.state === 'done' || run.state === 'stopped' || run.state === 'failed';
}

/** A finished run never goes back to running: its last word may overtake an earlier one. */
export function withRun(runs: readonly RunView[], run: RunView): RunView[] {
  const known = runs.find(({ id }) => id === run.id);
  if (known === undefined) return [...runs, run];
  if (isOver(known) && !isOver(run)) return [...runs];
  const text = run.text.length >= known.text.length || isOver(run) ? run.text : known.text;
  return runs.map((other) => (other.id === run.id ? { ...run, text } : other));
}
