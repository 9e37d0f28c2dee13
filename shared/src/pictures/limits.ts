/** What a picture that people bring may be. A 4K frame as PNG is about 25 MB at worst; a film has 1920 by 1080. */
export const PICTURE_LIMITS = {
  /** Bytes of the file. */
  bytes: 24 * 1024 * 1024,
  /** Shortest and longest side in pixels. */
  least: 64,
  most: 8192,
  /** Pixels in all: what a decoder has to hold is four bytes for each. */
  pixels: 40_000_000,
} as const;

/** How much of a file is sent at once: what a broken line costs. */
export const PART_BYTES = 512 * 1024;
