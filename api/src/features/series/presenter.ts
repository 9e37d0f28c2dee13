import type { EpisodeView, SeriesView } from '@trashfire/shared/api/contract';
import type { EpisodeSummary } from '../documents/summaries.ts';
import type { EpisodeMedia } from './media.ts';
import type { EpisodeRow, SeriesRow } from './repo.ts';

/** What is known of episodes besides their rows, and how their pictures are addressed. */
export interface Known {
  summaries: ReadonlyMap<string, EpisodeSummary | null>;
  media: ReadonlyMap<string, EpisodeMedia>;
  /** @returns a signed URL of an asset of this team. */
  sign(hash: string): string;
}

/** A row with what its document and its renders add; an unknown episode has nothing of either. */
export function presentEpisode(row: EpisodeRow, { summaries, media, sign }: Known): EpisodeView {
  const summary = summaries.get(row.id);
  const made = media.get(row.id);
  const shots = summary?.shotIds ?? [];
  const edited = summary?.editedAt ?? null;
  const updatedAt = edited !== null && edited > row.updatedAt ? edited : row.updatedAt;
  return {
    id: row.id,
    seriesId: row.seriesId,
    number: row.number,
    title: row.title,
    createdAt: row.createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    poster: made?.poster ? sign(made.poster) : null,
    scenes: summary?.scenes ?? 0,
    shots: shots.length,
    shotsDone: shots.filter((id) => made?.rendered.has(id)).length,
    frames: summary?.frames ?? 0,
    cut: made?.cut ? sign(made.cut.hash) : null,
    cutPreset: made?.cut?.preset ?? null,
    archivedAt: row.archivedAt?.toISOString() ?? null,
  };
}

/** A row with its episodes; the first of them that has a poster lends it. */
export function presentSeries(row: SeriesRow, known: Known): SeriesView {
  const episodes = row.episodes.map((episode) => presentEpisode(episode, known));
  return {
    id: row.id,
    title: row.title,
    logline: row.logline,
    createdAt: row.createdAt.toISOString(),
    poster: episodes.find((episode) => episode.poster !== null)?.poster ?? null,
    archivedAt: row.archivedAt?.toISOString() ?? null,
    episodes,
  };
}

/** The series that was worked on last comes first: Home shows it big. An edit of an episode is work on its series. */
export function presentList(rows: readonly SeriesRow[], known: Known): SeriesView[] {
  const listed = rows.map((row) => {
    const view = presentSeries(row, known);
    return { view, worked: Math.max(...[row, ...view.episodes].map(({ updatedAt }) => new Date(updatedAt).getTime())) };
  });
  return listed.sort((a, b) => b.worked - a.worked).map(({ view }) => view);
}
