import type { CollectionName } from '../schema.ts';
import type { RecordMigration } from './record-migration.ts';
import { shotMigrations } from './shots.ts';

/** Append only: a released migration is never edited, only followed by another. */
export const MIGRATIONS: Partial<Record<CollectionName, readonly RecordMigration[]>> = { shots: shotMigrations };

/** Brings a plain record to the newest version; anything that is not a record passes through for the schema to refuse. */
export function migrateRecord(collection: CollectionName, json: unknown): unknown {
  const steps = MIGRATIONS[collection];
  if (steps === undefined || json === null || typeof json !== 'object' || Array.isArray(json)) return json;
  let record: Record<string, unknown> = { ...json };
  for (const step of steps) {
    if (typeof record.v === 'number' && record.v < step.to) record = { ...step.up(record), v: step.to };
  }
  return record;
}
