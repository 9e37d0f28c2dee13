/** One of equal parts of a whole, counted from 0. */
export interface Part {
  index: number;
  of: number;
}

export const ALL: Part = { index: 0, of: 1 };

/** What ids differ in is at their end. */
const LOOKED_AT = 8;

/** Whether an id falls into the part: always into the same one of as many, whatever else there is (FNV-1a over its last letters). */
export function isIn({ index, of }: Part, id: string): boolean {
  if (of === 1) return true;
  let hash = 0x811c9dc5;
  for (let i = Math.max(0, id.length - LOOKED_AT); i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % of === index;
}
