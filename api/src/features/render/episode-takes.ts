import type { PrismaClient } from '@trashfire/prisma/client';
import type { EpisodeTakesView } from '@trashfire/shared/api/gallery-contract';
import type { Handlers } from '../../http/handler.ts';
import { findEpisode } from '../series/repo.ts';

/** Of one page. */
const MOST = 500;

interface Row {
  id: string;
  hash: string;
  kind: 'still' | 'shot';
  preset: 'LOW' | 'HIGH';
  revision: string;
  price: bigint;
  at: Date;
  seed: string | null;
  shotId: string | null;
  segment: string | null;
  frames: number;
  fps: number;
  personId: string | null;
  person: string | null;
}

/** Every picture that was made for the shots of an episode, also of those that are gone, the newest first, page by page. */
export function createEpisodeTakes({ prisma }: { prisma: PrismaClient }): Handlers<'episodeTakes' | 'olderTakes'> {
  const page = async (teamId: string, episodeId: string, after: Place): Promise<EpisodeTakesView> => {
    await findEpisode(prisma, teamId, episodeId);
    const rows = await prisma.$queryRaw<Row[]>`
        SELECT t.id::text AS id, picture.hash, t.kind::text AS kind, t.preset::text AS preset, t.revision, t.price, t.frames, t.fps,
          picture.created_at AS at, segment.hash AS segment, p.id AS "personId", p.name AS person,
          CASE WHEN t.manifest -> 'picture' ? 'own' THEN NULL ELSE t.manifest #>> '{picture,seed}' END AS seed,
          COALESCE((SELECT w.target_id FROM render_want w WHERE w.team_id = t.team_id AND w.task_id = t.id
            ORDER BY w.created_at LIMIT 1), t.subject_id) AS "shotId"
        FROM render_task t
        JOIN task_asset picture ON picture.team_id = t.team_id AND picture.task_id = t.id AND picture.role IN ('still', 'poster')
        LEFT JOIN task_asset segment ON segment.team_id = t.team_id AND segment.task_id = t.id AND segment.role = 'segment'
        LEFT JOIN render_request r ON r.team_id = t.team_id AND r.id = t.payer_id
        LEFT JOIN person p ON p.id = r.asked_by
        WHERE t.team_id = ${teamId}::uuid AND t.episode_id = ${episodeId} AND t.kind IN ('still', 'shot') AND t.state = 'done'
          AND (picture.created_at < ${after.at} OR (picture.created_at = ${after.at} AND t.id > ${after.id}::uuid))
        ORDER BY picture.created_at DESC, t.id
        LIMIT ${MOST + 1}`;
    const taken = rows.slice(0, MOST);
    const last = taken.at(-1);
    const older = rows.length > MOST && last !== undefined ? `${last.at.getTime()}-${last.id}` : null;
    return { takes: taken.map(take), older };
  };
  return {
    episodeTakes: ({ params: { episodeId }, viewer: { teamId } }) => page(teamId, episodeId, NEWEST),
    olderTakes: ({ params: { episodeId, cursor }, viewer: { teamId } }) => page(teamId, episodeId, placeOf(cursor)),
  };
}

/** A place among the takes: behind what was made then by this task. */
interface Place {
  readonly at: Date;
  readonly id: string;
}

/** Before everything: in the year 9999. */
const NEWEST: Place = { at: new Date('9999-12-31T00:00:00Z'), id: '00000000-0000-0000-0000-000000000000' };

/** Columns of time have milliseconds, as a cursor has. */
function placeOf(cursor: string): Place {
  const end = cursor.indexOf('-');
  return { at: new Date(Number(cursor.slice(0, end))), id: cursor.slice(end + 1) };
}

function take({ id: _, price, at, seed, personId, person, ...row }: Row): EpisodeTakesView['takes'][number] {
  return {
    ...row,
    price: price.toString(),
    at: at.toISOString(),
    seed: seed === null ? null : Number(seed),
    by: personId === null || person === null ? null : { id: personId, name: person },
  };
}
