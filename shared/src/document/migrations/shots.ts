import type { RecordMigration } from './record-migration.ts';

/** 2: a shot may override the scene's weather and may show a prop of its own. */
export const shotMigrations: readonly RecordMigration[] = [
  { to: 2, up: (shot) => ({ ...shot, weather: shot.weather ?? null, prop: shot.prop ?? null }) },
];
