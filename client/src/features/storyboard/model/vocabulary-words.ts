import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { CameraAngle, CameraMove, Expression, Pose, TimeOfDay, Weather } from '@trashfire/shared/document/vocabulary';

/** The document's own words as people read them, small as within a sentence. */
export const ANGLE_WORDS: Record<CameraAngle, MessageDescriptor> = {
  eye: msg({ message: 'eye level', context: 'camera angle' }),
  low: msg({ message: 'low', context: 'camera angle' }),
  high: msg({ message: 'high', context: 'camera angle' }),
  dutch: msg({ message: 'dutch', context: 'camera angle' }),
};

export const MOVE_WORDS: Record<CameraMove, MessageDescriptor> = {
  hold: msg({ message: 'hold', context: 'camera move' }),
  drift: msg({ message: 'drift', context: 'camera move', comment: 'slowly sideways' }),
  'push-in': msg({ message: 'push in', context: 'camera move' }),
  'pull-out': msg({ message: 'pull out', context: 'camera move' }),
  'pan-left': msg({ message: 'pan left', context: 'camera move' }),
  'pan-right': msg({ message: 'pan right', context: 'camera move' }),
  'tilt-up': msg({ message: 'tilt up', context: 'camera move' }),
  'tilt-down': msg({ message: 'tilt down', context: 'camera move' }),
  shake: msg({ message: 'shake', context: 'camera move' }),
};

export const EXPRESSION_WORDS: Record<Expression, MessageDescriptor> = {
  neutral: msg({ message: 'neutral', context: 'expression of a face' }),
  happy: msg({ message: 'happy', context: 'expression of a face' }),
  smile: msg({ message: 'smile', context: 'expression of a face' }),
  sad: msg({ message: 'sad', context: 'expression of a face' }),
  angry: msg({ message: 'angry', context: 'expression of a face' }),
  surprised: msg({ message: 'surprised', context: 'expression of a face' }),
  afraid: msg({ message: 'afraid', context: 'expression of a face' }),
  shy: msg({ message: 'shy', context: 'expression of a face' }),
  determined: msg({ message: 'determined', context: 'expression of a face' }),
  tired: msg({ message: 'tired', context: 'expression of a face' }),
};

export const POSE_WORDS: Record<Pose, MessageDescriptor> = {
  stand: msg({ message: 'stand', context: 'pose' }),
  sit: msg({ message: 'sit', context: 'pose' }),
  walk: msg({ message: 'walk', context: 'pose' }),
  run: msg({ message: 'run', context: 'pose' }),
  'arms-crossed': msg({ message: 'arms crossed', context: 'pose' }),
  'hand-raised': msg({ message: 'hand raised', context: 'pose' }),
  point: msg({ message: 'point', context: 'pose' }),
  'hands-front': msg({ message: 'hands front', context: 'pose' }),
};

export const TIME_WORDS: Record<TimeOfDay, MessageDescriptor> = {
  dawn: msg({ message: 'dawn', context: 'time of day' }),
  day: msg({ message: 'day', context: 'time of day' }),
  sunset: msg({ message: 'sunset', context: 'time of day' }),
  night: msg({ message: 'night', context: 'time of day' }),
};

export const WEATHER_WORDS: Record<Weather, MessageDescriptor> = {
  clear: msg({ message: 'clear', context: 'weather' }),
  rain: msg({ message: 'rain', context: 'weather' }),
  snow: msg({ message: 'snow', context: 'weather' }),
  wind: msg({ message: 'wind', context: 'weather' }),
  fog: msg({ message: 'fog', context: 'weather' }),
};
