import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';

/**
 * Reads a length as people type it: `2.6`, `2,6 s`, or in frames as `62f`.
 * @returns whole frames at the edit rate, at least one; null where it is no length.
 */
export function framesOf(text: string): number | null {
  const match = /^\s*(\d+(?:[.,]\d+)?)\s*(s|f)?\s*$/i.exec(text);
  if (match?.[1] === undefined) return null;
  const value = Number(match[1].replace(',', '.'));
  const frames = Math.round(match[2]?.toLowerCase() === 'f' ? value : value * EDIT_RATE);
  return frames < 1 ? null : frames;
}
