import type { PlannedRevisions } from '@trashfire/shared/render/stale';
import { ANY, type Touched } from './touched.ts';

/** A shot as one plan had it, and whose edits made it so since the plan before. */
interface Step {
  readonly planned: PlannedRevisions;
  readonly authors: readonly Author[];
}

/** A name, or null for somebody who cannot be told: who only removed something, or has left. */
export type Author = string | null;

/** A shot of a new plan, with what it is made of. */
export interface Observed {
  readonly planned: PlannedRevisions;
  /** Ids of the shot, its scene and its lines: an edit of one of them is an edit of the shot. */
  readonly madeOf: readonly string[];
}

/** Whose edits made a shot stale. */
export interface Blamed {
  /** Names, the newest edit's last. */
  readonly authors: readonly string[];
  /** Whether it was stale before this window looked, or somebody cannot be told: then others had a hand in it too. */
  readonly others: boolean;
}

/** Steps kept of a shot; older ones are as if they had never been seen. */
const MOST_STEPS = 60;

/**
 * Remembers, plan by plan, whose edits changed each shot. Who made a shot stale is all who changed it since it last was what was
 * rendered: what somebody changed and took back again is nobody's.
 */
export class Blame {
  private readonly steps = new Map<string, Step[]>();

  /** @param edits what each author touched since the plan before, in the order of their newest edits. */
  observe(shots: ReadonlyMap<string, Observed>, edits: ReadonlyMap<Author, Touched>): void {
    for (const [shotId, { planned, madeOf }] of shots) {
      const steps = this.steps.get(shotId) ?? [];
      const last = steps.at(-1);
      if (last !== undefined && isSame(last.planned, planned)) continue;
      // Of a shot seen for the first time nobody here knows who made it so.
      const authors = last === undefined ? [] : authorsOf(edits, madeOf);
      this.steps.set(shotId, [...steps, { planned, authors }].slice(-MOST_STEPS));
    }
    for (const shotId of this.steps.keys()) if (!shots.has(shotId)) this.steps.delete(shotId);
  }

  /** @param doneRevision what of the shot can be watched. */
  of(shotId: string, doneRevision: string): Blamed {
    const steps = this.steps.get(shotId) ?? [];
    const current = steps.findLastIndex(({ planned }) => Object.values(planned).includes(doneRevision));
    const since = steps.slice(current + 1).flatMap(({ authors }) => authors);
    const names = since.filter((author) => author !== null);
    return { authors: [...new Set(names.reverse())].reverse(), others: current === -1 || since.includes(null) };
  }
}

/** Everybody when nobody touched the shot itself: something it follows from was changed. */
function authorsOf(edits: ReadonlyMap<Author, Touched>, madeOf: readonly string[]): Author[] {
  const own = [...edits].filter(([, touched]) => touched.has(ANY) || madeOf.some((id) => touched.has(id)));
  return (own.length > 0 ? own : [...edits]).map(([author]) => author);
}

/** A preset that is planned from now on says nothing about the shot. */
function isSame(before: PlannedRevisions, now: PlannedRevisions): boolean {
  return (Object.keys(before) as (keyof PlannedRevisions)[]).every(
    (preset) => now[preset] === undefined || before[preset] === now[preset],
  );
}
