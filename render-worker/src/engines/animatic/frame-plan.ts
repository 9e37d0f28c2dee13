/** Which frames of a shot are new pictures. A frame repeats the one before when camera, cast and weather all stand still. */
export interface FramePlan {
  readonly frames: number;
  unique(): number;
  repeats(i: number): boolean;
}

/** `keyOf` names all that a frame shows; equal names mean equal pixels. Called once per frame, in order. */
export function planFrames(frames: number, keyOf: (frame: number) => string): FramePlan {
  const repeated = new Uint8Array(frames);
  let count = 0;
  let before = '';
  for (let i = 0; i < frames; i++) {
    const key = keyOf(i);
    if (i > 0 && key === before) repeated[i] = 1;
    else count += 1;
    before = key;
  }
  return { frames, unique: () => count, repeats: (i) => repeated[i] === 1 };
}
