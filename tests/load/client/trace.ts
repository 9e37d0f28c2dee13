import type { CDPSession } from '@playwright/test';

/** One event of Chromium's trace (Trace Event Format); times are in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  /** Of `dur`, what the thread really had the processor; other programs' work on a busy machine is not in it. */
  readonly tdur?: number;
  readonly tid: number;
  readonly pid: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly type?: string } };
}

/** A piece of work of the page's main thread that nothing could interrupt. */
export interface Task {
  /** Since the browser's clock began. ms. */
  readonly start: number;
  /** Processor time. ms. */
  readonly ms: number;
  /** Of it, painting and what follows: neither script nor style nor layout. ms. */
  readonly paintMs: number;
  /** Names of what ran in it, each once. */
  readonly inside: ReadonlySet<string>;
  /** DOM events that were handled in it. */
  readonly events: ReadonlySet<string>;
}

const CATEGORIES = ['devtools.timeline', 'toplevel', '__metadata'];
/** What the main thread does with a page that is laid out (the stages of Chromium's RenderingNG). */
const PAINTING: ReadonlySet<string> = new Set([
  'PrePaint',
  'Paint',
  'Layerize',
  'UpdateLayer',
  'Commit',
  'HitTest',
  'IntersectionObserverController::computeIntersections',
]);
/** Tracing holds its events in the browser's memory until it ends. */
const MOST_EVENTS = 5_000_000;

/** @returns the tasks of the busiest page's main thread while `during` ran, in order. */
export async function traceTasks(session: CDPSession, during: () => Promise<void>): Promise<Task[]> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    // The protocol's types know an event as words alone; it has numbers and objects too (Trace Event Format).
    if (events.length < MOST_EVENTS) events.push(...(value as unknown as TraceEvent[]));
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES, excludedCategories: ['*'] },
  });
  await during();
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await complete;
  return tasksOf(events);
}

/** @returns the top-level tasks of the renderer's main thread that worked most. */
export function tasksOf(events: readonly TraceEvent[]): Task[] {
  const main = busiestMainThread(events);
  if (main === null) return [];
  const own = events.filter(({ pid, tid, ph }) => `${pid}:${tid}` === main && ph === 'X').sort((a, b) => a.ts - b.ts);
  const tasks: {
    start: number;
    end: number;
    cpu: number;
    paint: number;
    painted: number;
    inside: Set<string>;
    events: Set<string>;
  }[] = [];
  for (const { name, ts, dur = 0, tdur = dur, args } of own) {
    const open = tasks.at(-1);
    if (open !== undefined && ts < open.end) {
      open.inside.add(name);
      if (PAINTING.has(name) && ts >= open.painted) {
        open.paint += tdur;
        open.painted = ts + dur;
      }
      if (name === 'EventDispatch' && args?.data?.type !== undefined) open.events.add(args.data.type);
    } else if (name === 'RunTask' || name === 'ThreadControllerImpl::RunTask') {
      tasks.push({ start: ts, end: ts + dur, cpu: tdur, paint: 0, painted: 0, inside: new Set(), events: new Set() });
    }
  }
  return tasks.map(({ start, cpu, paint, inside, events: types }) => ({
    start: start / 1000,
    ms: cpu / 1000,
    paintMs: paint / 1000,
    inside,
    events: types,
  }));
}

function busiestMainThread(events: readonly TraceEvent[]): string | null {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  const busy = new Map<string, number>();
  for (const { pid, tid, dur = 0 } of events) {
    const thread = `${pid}:${tid}`;
    if (mains.has(thread)) busy.set(thread, (busy.get(thread) ?? 0) + dur);
  }
  return [...busy].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
