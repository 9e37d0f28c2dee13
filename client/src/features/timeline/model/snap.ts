/** How near an edge must come to catch, in px. */
const SNAP_PX = 8;

export interface Snapped {
  /** Whole frames. */
  readonly frame: number;
  /** The target that caught it, where the guide is drawn; null when none did. */
  readonly guide: number | null;
}

/**
 * @param zoom px per frame. @param targets frames that catch; empty while snapping is off.
 * @returns the nearest target within reach, else the frame itself.
 */
export function snap(frame: number, targets: Iterable<number>, zoom: number): Snapped {
  let guide: number | null = null;
  let distance = SNAP_PX / zoom;
  for (const target of targets) {
    const d = Math.abs(target - frame);
    if (d > distance) continue;
    guide = target;
    distance = d;
  }
  return { frame: guide ?? Math.round(frame), guide };
}
