/**
 * A 32-bit seed from words (FNV-1a, public domain), for what has a name and no seed of its own: the same name paints the
 * same thing in every shot and on every machine.
 */
export function seedFromText(text: string): number {
  let hash = 0x811c9dc5;
  for (const unit of text) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
