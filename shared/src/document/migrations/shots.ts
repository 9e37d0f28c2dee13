import type { RecordMigration } from './migrate.ts';

/** 2: a shot may override the scene's weather and may show a prop of its own. */
export const shotMigrations: readonly RecordMigration[] = [
  { to: 2, up: (shot) => ({ ...shot, weather: shot.weather ?? null, prop: shot.prop ?? null }) },
];
