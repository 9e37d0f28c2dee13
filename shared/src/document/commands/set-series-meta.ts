import { SeriesMeta } from '../schema.ts';
import { putRecord, readRecord } from '../ydoc.ts';
import { defineCommand, definedOnly } from './command.ts';

const EMPTY: SeriesMeta = { id: 'meta', v: 1, title: '', logline: '', seed: 0 };

/** Creates the series' own record when it is the first edit; fields left out keep their value. */
export const setSeriesMeta = defineCommand({
  name: 'set-series-meta',
  document: 'series',
  title: 'Sets the title, logline or seed of the series.',
  args: SeriesMeta.omit({ id: true, v: true }).partial().strict(),
  run(doc, patch): void {
    putRecord(doc, 'seriesMeta', { ...(readRecord(doc, 'seriesMeta', 'meta') ?? EMPTY), ...definedOnly(patch) });
  },
});
