interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where the camera is over a picture: shift in pixels of the frame, and zoom. */
export interface Shift {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** @returns what a picture is scaled by to fill a frame without a bar, cut at the longer sides. */
export function coverScale(picture: Size, frame: Size): number {
  return Math.max(frame.width / picture.width, frame.height / picture.height);
}

/** @returns how much larger than the frame a picture must be that no shift shows its edge; 1 for a camera that stands. */
export function spareFor(shifts: readonly Shift[], { width, height }: Size): number {
  let spare = 1;
  for (const { x, y, zoom } of shifts) {
    spare = Math.max(spare, (1 + (2 * Math.abs(x)) / width) / zoom, (1 + (2 * Math.abs(y)) / height) / zoom);
  }
  return spare;
}
