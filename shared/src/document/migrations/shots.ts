import type { RecordMigration } from './record-migration.ts';

/**
 * 2: a shot may override the scene's weather and may show a prop of its own.
 * 3: it has notes and a lens, may show a picture that somebody gave it, and may be locked.
 */
export const shotMigrations: readonly RecordMigration[] = [
  { to: 2, up: (shot) => ({ ...shot, weather: shot.weather ?? null, prop: shot.prop ?? null }) },
  {
    to: 3,
    up: (shot) => ({
      ...shot,
      notes: shot.notes ?? '',
      lens: shot.lens ?? null,
      ownPicture: shot.ownPicture ?? null,
      lock: shot.lock ?? null,
    }),
  },
];
