/** One of equal parts of a whole, counted from 0. */
export interface Part {
  index: number;
  of: number;
}

export const ALL: Part = { index: 0, of: 1 };

/** Whether a name falls into the part: always into the same one of as many, whatever else there is (FNV-1a over its UTF-16 units). */
export function isIn({ index, of }: Part, name: string): boolean {
  if (of === 1) return true;
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % of === index;
}
