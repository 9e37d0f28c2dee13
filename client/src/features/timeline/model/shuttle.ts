/** Speeds of repeated J and L, as on an editing deck. */
const SPEEDS: readonly number[] = [1, 2, 4, 8];

/**
 * The next speed after a shuttle key. K stops; L and J start, then double up to eight times; the other way first stops.
 * @param speed the current one, negative backwards, 0 stopped.
 */
export function shuttle(speed: number, key: 'j' | 'k' | 'l'): number {
  if (key === 'k') return 0;
  const direction = key === 'l' ? 1 : -1;
  if (speed * direction < 0) return 0;
  const at = SPEEDS.indexOf(Math.abs(speed));
  return direction * (SPEEDS[Math.min(SPEEDS.length - 1, at + 1)] ?? 1);
}

/** The next edit point from a frame. @param edges starts, the end of the cut and markers, sorted. */
export function nextEdge(edges: readonly number[], frame: number, direction: 1 | -1): number {
  return direction === 1 ? (edges.find((edge) => edge > frame) ?? frame) : (edges.findLast((edge) => edge < frame) ?? frame);
}
