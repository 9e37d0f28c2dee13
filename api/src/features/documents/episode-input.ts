import { documentName } from '@trashfire/shared/document/names';
import { type EpisodeRecords, episodeRecords, type SeriesRecords, seriesRecords } from '@trashfire/shared/document/records';
import { scriptFromFragment } from '@trashfire/shared/document/script-reader';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { Script } from '@trashfire/shared/fountain/script';
import type { DocumentReader } from './reader.ts';

/** An episode with its series as plain data, for planners. */
export interface EpisodeSnapshot {
  /** Of the episode's document. */
  seq: number;
  script: Script;
  episode: EpisodeRecords;
  series: SeriesRecords;
}

/**
 * @param seq of the episode's document; null for the newest. The series is always read as it is now.
 * @throws AppError not-found, or conflict when that state is no longer kept.
 */
export async function readEpisode(
  reader: DocumentReader,
  episodeId: string,
  seriesId: string,
  seq: number | null,
): Promise<EpisodeSnapshot> {
  const bible = await reader.head(documentName('series', seriesId));
  // Read at once: the reader's document may move on at the next await.
  const series = bible === null ? null : seriesRecords(bible.doc);
  const name = documentName('episode', episodeId);
  const found = seq === null ? await reader.head(name) : await reader.at(name, seq);
  if (series === null || found === null) throw new AppError('not-found', 'That episode does not exist, or was deleted.');
  return { seq: found.seq, script: scriptFromFragment(scriptFragment(found.doc)), episode: episodeRecords(found.doc), series };
}
