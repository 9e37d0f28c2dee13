import { z } from 'zod';

/**
 * Words of the craft that documents, plans, engines and screens share. Adding a word is an expansion (old readers
 * must fall back), removing one is a contraction of a later release.
 */

/** Edit rate of every episode in frames per second, fixed at creation (DESIGN §4). */
export const EDIT_RATE = 24;

/** EWS extreme wide, WS wide, FS full, MS medium, MCU medium close-up, CU close-up, ECU extreme close-up, OTS over the shoulder, TWO two-shot, INSERT object. */
export const SHOT_SIZES = ['EWS', 'WS', 'FS', 'MS', 'MCU', 'CU', 'ECU', 'OTS', 'TWO', 'INSERT'] as const;
export const ShotSize = z.enum(SHOT_SIZES);
export type ShotSize = z.infer<typeof ShotSize>;

export const CAMERA_ANGLES = ['eye', 'low', 'high', 'dutch'] as const;
export const CameraAngle = z.enum(CAMERA_ANGLES);
export type CameraAngle = z.infer<typeof CameraAngle>;

export const CAMERA_MOVES = [
  'hold',
  'drift',
  'push-in',
  'pull-out',
  'pan-left',
  'pan-right',
  'tilt-up',
  'tilt-down',
  'shake',
] as const;
export const CameraMove = z.enum(CAMERA_MOVES);
export type CameraMove = z.infer<typeof CameraMove>;

/** Focal lengths a shot list names, in millimetres (full frame). A document may hold others. */
export const LENSES = [14, 18, 24, 28, 35, 50, 85, 100, 135, 200] as const;

export const TIMES_OF_DAY = ['dawn', 'day', 'sunset', 'night'] as const;
export const TimeOfDay = z.enum(TIMES_OF_DAY);
export type TimeOfDay = z.infer<typeof TimeOfDay>;

export const WEATHERS = ['clear', 'rain', 'snow', 'wind', 'fog'] as const;
export const Weather = z.enum(WEATHERS);
export type Weather = z.infer<typeof Weather>;

/** Places the animatic engine can paint; `interior` and `exterior` are the general ones. */
export const PLACE_KINDS = [
  'harbour',
  'classroom',
  'rooftop',
  'forest',
  'lamp-room',
  'train',
  'street',
  'interior',
  'exterior',
] as const;
export const PlaceKind = z.enum(PLACE_KINDS);
export type PlaceKind = z.infer<typeof PlaceKind>;

export const PROP_KINDS = ['letter', 'lamp', 'phone', 'key', 'photo', 'cup', 'book', 'radio', 'door', 'other'] as const;
export const PropKind = z.enum(PROP_KINDS);
export type PropKind = z.infer<typeof PropKind>;

export const EXPRESSIONS = [
  'neutral',
  'happy',
  'smile',
  'sad',
  'angry',
  'surprised',
  'afraid',
  'shy',
  'determined',
  'tired',
] as const;
export const Expression = z.enum(EXPRESSIONS);
export type Expression = z.infer<typeof Expression>;

export const POSES = ['stand', 'sit', 'walk', 'run', 'arms-crossed', 'hand-raised', 'point', 'hands-front'] as const;
export const Pose = z.enum(POSES);
export type Pose = z.infer<typeof Pose>;

/** Colours a marker may have, by the names of the hues that people have too. */
export const MARKER_COLORS = ['blue', 'rose', 'violet', 'lime', 'peach'] as const;
export const MarkerColor = z.enum(MARKER_COLORS);
export type MarkerColor = z.infer<typeof MarkerColor>;

export const SCENE_STATUSES = ['draft', 'boarded', 'approved'] as const;
export const SceneStatus = z.enum(SCENE_STATUSES);

/** How far a scene's text is: being written, with somebody who reads it, sent back with wishes, or as it is to be. */
export const SCENE_STAGES = ['draft', 'review', 'changes', 'approved'] as const;
export const SceneStage = z.enum(SCENE_STAGES);
export type SceneStage = z.infer<typeof SceneStage>;
