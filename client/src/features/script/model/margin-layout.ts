/** Where a shot wants to stand in the margin: the extent of the lines it carries, in px from the top of the script. */
export interface MarginWish {
  readonly id: string;
  readonly top: number;
  readonly bottom: number;
}

export interface MarginPlace extends MarginWish {
  /** Top of the thumbnail, which may be pushed down by the one above it. */
  readonly at: number;
  /** Length of the bracket that joins it to its lines; it never reaches the next thumbnail. */
  readonly bracket: number;
}

/** Air between two thumbnails, part of their height, px. */
const GAP = 8;

/**
 * Puts thumbnails beside their lines without overlaps: each at its lines or right under the one before.
 * @param height of a thumbnail and the gap behind it, in px.
 */
export function placeInMargin(wishes: readonly MarginWish[], height: number): MarginPlace[] {
  let free = Number.NEGATIVE_INFINITY;
  const places = wishes.map((wish) => {
    const at = Math.max(wish.top, free);
    free = at + height;
    return { ...wish, at };
  });
  return places.map((place, index) => {
    const end = Math.min(place.bottom, (places[index + 1]?.at ?? Number.POSITIVE_INFINITY) - GAP);
    return { ...place, bracket: Math.max(height - GAP, end - place.at) };
  });
}
