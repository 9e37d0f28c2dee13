import { migrateRecord } from './migrations/migrate.ts';
import { COLLECTIONS, type CollectionName } from './schema.ts';

type Fitted = ReturnType<(typeof COLLECTIONS)[CollectionName]['schema']['safeParse']>;

/**
 * A plain record as the newest version reads it, or why it does not fit. One that calls itself new and lacks what a migration
 * fills is migrated from the start: people who undo edits of two programs can take away what the newer one had filled in.
 */
export function fitRecord(collection: CollectionName, json: unknown): Fitted {
  const { schema } = COLLECTIONS[collection];
  const result = schema.safeParse(migrateRecord(collection, json));
  if (result.success || json === null || typeof json !== 'object') return result;
  const again = schema.safeParse(migrateRecord(collection, { ...json, v: 1 }));
  return again.success ? again : result;
}
