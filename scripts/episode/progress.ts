import type { QueueView, RenderView, RunView } from '@trashfire/shared/api/contract';
import { clock } from '@trashfire/shared/clock';

/** How far something is, for one line on a screen. */
export interface Progress {
  what: string;
  /** From 0 to 1; null when nobody can tell yet. */
  share: number | null;
  /** `12/23 shots`. */
  count: string;
  /** Seconds it has taken so far. */
  seconds: number;
}

const BAR = 30;

/** @returns `  Rendering  [########----]  34%  8/23 shots  0:12`, one line for a terminal. */
export function barLine({ what, share, count, seconds }: Progress): string {
  const filled = Math.round(BAR * (share ?? 0));
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(BAR - filled)}]`;
  return `  ${what.padEnd(10)} ${bar} ${percent(share).padStart(4)}  ${count}  ${clock(seconds)}`;
}

/** @returns `Rendering: 34%, 8/23 shots, 0:12`, for a log. */
export function logLine({ what, share, count, seconds }: Progress): string {
  return `${what}: ${[percent(share), count, clock(seconds)].filter((part) => part !== '').join(', ')}`;
}

function percent(share: number | null): string {
  // Rounded down: 100% is said when it is done and not before (R10).
  return share === null ? '' : `${Math.floor(100 * share)}%`;
}

/** How far a render is: whole tasks as the api counts them, and what the workers measured of those under way. */
export function renderShare(
  render: Pick<RenderView, 'id' | 'episodeId' | 'done' | 'total'>,
  queue: Pick<QueueView, 'tasks'>,
): number {
  if (render.total === 0) return 0;
  const underWay = queue.tasks
    .filter((task) => task.episodeId === render.episodeId && task.state === 'running')
    .reduce((sum, task) => sum + (task.percent ?? 0) / 100, 0);
  return Math.min(render.total, render.done + Math.min(underWay, render.total - render.done)) / render.total;
}

/** How far a run of the agent is, by its steps. */
export function runProgress(run: Pick<RunView, 'steps'>): Pick<Progress, 'share' | 'count'> {
  const { steps } = run;
  const done = steps.filter(({ state }) => state === 'done' || state === 'skipped' || state === 'failed').length;
  if (steps.length === 0) return { share: null, count: 'planning' };
  return { share: done / steps.length, count: `${done}/${steps.length} steps` };
}

export interface Reporter {
  /** Shows how far it is; on a terminal in place, elsewhere a line now and then. */
  show(progress: Progress): void;
  /** A line that stays. */
  say(line: string): void;
}

/** In a file or a pipe a line this often is enough. ms. */
const LOG_INTERVAL = 2_000;

/** @param screen where to write; `now` in ms, for tests. */
export function createReporter(screen: { write(text: string): void; isTTY: boolean; now?: () => number }): Reporter {
  const now = screen.now ?? Date.now;
  let open = false;
  let last = { what: '', at: Number.NEGATIVE_INFINITY, share: -1 as number | null };
  const clear = (): void => {
    if (open) screen.write('\r\u001b[K');
    open = false;
  };
  return {
    show(progress) {
      if (screen.isTTY) {
        clear();
        screen.write(barLine(progress));
        open = true;
        return;
      }
      const fresh = progress.what !== last.what;
      if (!fresh && (now() - last.at < LOG_INTERVAL || progress.share === last.share)) return;
      last = { what: progress.what, at: now(), share: progress.share };
      screen.write(`${logLine(progress)}\n`);
    },
    say(line) {
      clear();
      screen.write(`${line}\n`);
    },
  };
}

export interface Summary {
  scenes: number;
  shots: number;
  /** Length of the film in seconds. */
  length: number;
  /** Seconds from the approval to the finished film. */
  rendered: number;
  fromCache: number;
}

/** @returns `5 scenes, 23 shots, 1:34, rendered in 0:41, 0 from cache` */
export function summaryLine({ scenes, shots, length, rendered, fromCache }: Summary): string {
  const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
  return `${count(scenes, 'scene')}, ${count(shots, 'shot')}, ${clock(length)}, rendered in ${clock(rendered)}, ${fromCache} from cache`;
}
