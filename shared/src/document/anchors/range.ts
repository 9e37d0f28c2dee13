/** A place in the script: which of its blocks, and how many letters into it; a line break is one letter. */
export interface ScriptPoint {
  readonly block: number;
  readonly offset: number;
}

/** A stretch of the script, never empty: `to` is behind its last letter. */
export interface ScriptRange {
  readonly from: ScriptPoint;
  readonly to: ScriptPoint;
}

export function isBefore(a: ScriptPoint, b: ScriptPoint): boolean {
  return a.block < b.block || (a.block === b.block && a.offset < b.offset);
}
