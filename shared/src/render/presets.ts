import { z } from 'zod';

/** What a shot is rendered at. `fps` other than the edit rate conforms by rounding absolute edit positions (DESIGN §4). */
export const PRESETS = {
  LOW: { width: 1280, height: 720, fps: 24 },
  HIGH: { width: 1920, height: 1080, fps: 30 },
} as const;
export const PresetName = z.enum(['LOW', 'HIGH']);
export type PresetName = z.infer<typeof PresetName>;

/** Boards, cards and posters: drawn within a second of the shot existing, free of charge. */
export const STILL_SIZE = { width: 640, height: 360 } as const;
