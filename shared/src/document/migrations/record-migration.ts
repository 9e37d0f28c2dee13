/** One step: a pure, idempotent function from a record of version `to - 1` to one of version `to` (DESIGN §4). Never changes a key's Y type. */
export interface RecordMigration {
  to: number;
  up(record: Readonly<Record<string, unknown>>): Record<string, unknown>;
}
