/** Who made a row of the log: a person, an agent's run and its step, or a service of the studio (DESIGN §5.2). */
export interface Author {
  kind: 'person' | 'agent' | 'service';
  id: string;
  runId: string | null;
  step: number | null;
}

/** One row of the raw log. */
export interface HistoryRow {
  seq: number;
  /** One Yjs update (V1). */
  bytes: Uint8Array;
  author: Author;
}

/** What the server puts right after somebody's edit is part of that edit: its row follows at once (DESIGN §5.2). */
export const REPAIR_ID = 'repair';

export function isRepair({ kind, id }: Author): boolean {
  return kind === 'service' && id === REPAIR_ID;
}

/** The author of each row, repairs counted as their cause's. */
export function causes(rows: readonly HistoryRow[]): Author[] {
  const found: Author[] = [];
  for (const { author } of rows) {
    found.push(isRepair(author) ? (found.at(-1) ?? author) : author);
  }
  return found;
}

export function sameAuthor(a: Author, b: Author): boolean {
  return a.kind === b.kind && a.id === b.id && a.runId === b.runId && a.step === b.step;
}
