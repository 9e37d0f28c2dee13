import { z } from 'zod';

/** The paper, in px: a frame of the film (render/presets). Strokes are kept in these units, however large the paper is shown. */
export const PAPER = { width: 1280, height: 720 } as const;

export const TOOLS = ['pen', 'marker', 'eraser'] as const;
export type Tool = (typeof TOOLS)[number];

/** Ink, the greys of a marker set, and the red that arrows and camera notes are drawn in. */
export const TONES = ['#15181c', '#5b636c', '#a3aab2', '#dfe3e7', '#d9343f'] as const;
export type Tone = (typeof TONES)[number];

export const SIZES = [3, 6, 12, 24, 48, 96] as const;

/** A longer stroke goes on as another one, so that none grows without end. */
export const MOST_POINTS = 5_000;
/** What is drawn, wiped and taken back together. */
export const MOST_MARKS = 3_000;

const Point = z.tuple([z.number(), z.number(), z.number()]);
/** Where on the paper, in px, and how hard, 0 to 1. */
export type Point = z.infer<typeof Point>;

const Stroke = z.object({
  tool: z.enum(TOOLS),
  tone: z.enum(TONES),
  size: z.number().min(1).max(200),
  /** Whether a pen told how hard it was pressed; else speed stands for it. */
  pressed: z.boolean(),
  points: z.array(Point).min(1).max(MOST_POINTS),
});
export type Stroke = z.infer<typeof Stroke>;

/** A stroke, or null: everything before it was wiped off. */
const Mark = Stroke.nullable();

export const Drawing = z.object({ marks: z.array(Mark).max(MOST_MARKS), undone: z.array(Mark).max(MOST_MARKS) });
export type Drawing = z.infer<typeof Drawing>;

export const EMPTY: Drawing = { marks: [], undone: [] };

/** The strokes that are on the paper, the newest last. */
export function strokesOf({ marks }: Drawing): Stroke[] {
  return marks.slice(marks.lastIndexOf(null) + 1).filter((mark) => mark !== null);
}

export function isFull({ marks }: Drawing): boolean {
  return marks.length >= MOST_MARKS;
}

/** Another stroke; what was taken back before it cannot come again. A full drawing stays as it is. */
export function draw(drawing: Drawing, stroke: Stroke): Drawing {
  return isFull(drawing) ? drawing : { marks: [...drawing.marks, stroke], undone: [] };
}

/** Wipes the paper; one step that can be taken back. */
export function wipe(drawing: Drawing): Drawing {
  return isFull(drawing) || strokesOf(drawing).length === 0 ? drawing : { marks: [...drawing.marks, null], undone: [] };
}

export function undo({ marks, undone }: Drawing): Drawing {
  const last = marks.at(-1);
  return last === undefined ? { marks, undone } : { marks: marks.slice(0, -1), undone: [...undone, last] };
}

export function redo({ marks, undone }: Drawing): Drawing {
  const next = undone.at(-1);
  return next === undefined ? { marks, undone } : { marks: [...marks, next], undone: undone.slice(0, -1) };
}
