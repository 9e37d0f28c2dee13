import { arrayLiteral } from '@trashfire/prisma/array-literal';
import { Role } from '@trashfire/shared/access/roles';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { MembershipSource } from '../ports/access.ts';

const Membership = z.object({ role: Role, version: z.number().int() });
const Change = z.object({ at: z.coerce.number().int(), role: Role.nullable(), version: z.number().int().nullable() });

/** Memberships as the api keeps them; a database trigger raises `version` on every change. */
export function createPostgresMembership(pool: Pool): MembershipSource {
  return {
    current: async ({ team, person }) => {
      const { rows } = await pool.query('SELECT role, version FROM membership WHERE team_id = $1 AND person_id = $2', [
        team,
        person,
      ]);
      return rows[0] === undefined ? null : Membership.parse(rows[0]);
    },
    changed: async (known) => {
      const { rows } = await pool.query({
        name: 'membership_changed',
        text: `SELECT k.at - 1 AS at, m.role, m.version
               FROM unnest($1::uuid[], $2::uuid[], $3::int[]) WITH ORDINALITY AS k (team, person, version, at)
               LEFT JOIN membership m ON m.team_id = k.team AND m.person_id = k.person
               WHERE m.version IS DISTINCT FROM k.version`,
        values: [
          arrayLiteral(known.map(({ team }) => team)),
          arrayLiteral(known.map(({ person }) => person)),
          arrayLiteral(known.map(({ version }) => version)),
        ],
      });
      return rows.map((row) => {
        const { at, role, version } = Change.parse(row);
        return { at, now: role === null || version === null ? null : { role, version } };
      });
    },
  };
}
