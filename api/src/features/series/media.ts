import { rendersRecords } from '@trashfire/shared/document/records';
import type { PresetName } from '@trashfire/shared/render/presets';
import type { Pool } from 'pg';
import type * as Y from 'yjs';

/** What rendering has made of an episode so far. */
export interface EpisodeMedia {
  /** Hash of a picture. */
  poster: string | null;
  /** The newest finished cut of the whole episode. */
  cut: { hash: string; preset: PresetName } | null;
  /** Records of the episode whose shot was rendered at least once. */
  rendered: ReadonlySet<string>;
}

interface Row {
  episode_id: string;
  poster: string | null;
  cut: { hash: string; preset: PresetName } | null;
  rendered: string[] | null;
}

/** The newest cut's poster first, then the newest shot's, then any still of a shot: what the gallery draws of people and places is no picture of the episode. */
const MEDIA = `
SELECT e.id AS episode_id,
  (SELECT a.hash FROM render_task t JOIN task_asset a ON a.task_id = t.id AND a.role IN ('poster', 'still')
    WHERE t.team_id = $1 AND t.episode_id = e.id AND t.state = 'done'
      AND (t.kind <> 'still' OR t.subject_id IS NULL OR t.subject_id = ANY ($3::text[]))
    ORDER BY (t.kind = 'episode') DESC, (t.kind = 'shot') DESC, t.finished_at DESC LIMIT 1) AS poster,
  (SELECT json_build_object('hash', a.hash, 'preset', t.preset) FROM render_task t JOIN task_asset a ON a.task_id = t.id AND a.role = 'cut'
    WHERE t.team_id = $1 AND t.episode_id = e.id AND t.state = 'done' AND t.kind = 'episode'
    ORDER BY t.finished_at DESC LIMIT 1) AS cut,
  (SELECT array_agg(DISTINCT w.target_id) FROM render_want w JOIN render_task t ON t.id = w.task_id
    WHERE t.team_id = $1 AND w.document_id = 'renders:' || e.id AND t.kind = 'shot' AND t.state = 'done') AS rendered
FROM unnest($2::text[]) AS e (id)`;

/**
 * The picture that an episode's room shows first: of a copy, whose pictures were made for another episode, there is no other.
 * @param doc the episode's `renders:`. @returns its hash, or null.
 */
export function shownPicture(doc: Y.Doc): string | null {
  const { shots, stills } = rendersRecords(doc);
  return shots.find(({ poster }) => poster !== null)?.poster ?? stills[0]?.asset ?? null;
}

/** @param shotIds of all these episodes. @returns media by episode id. */
export async function episodeMedia(
  pool: Pool,
  teamId: string,
  episodeIds: readonly string[],
  shotIds: readonly string[],
): Promise<Map<string, EpisodeMedia>> {
  if (episodeIds.length === 0) return new Map();
  const { rows } = await pool.query<Row>(MEDIA, [teamId, episodeIds, shotIds]);
  return new Map(
    rows.map(({ episode_id, poster, cut, rendered }) => [episode_id, { poster, cut, rendered: new Set(rendered ?? []) }]),
  );
}
