import { Role } from '@trashfire/shared/access/roles';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { MembershipNow, MembershipSource } from '../ports/access.ts';

const Row = z.object({ team_id: z.string(), person_id: z.string(), role: Role, version: z.number().int() });

/** Memberships as the api keeps them; a database trigger raises `version` on every change. */
export function createPostgresMembership(pool: Pool): MembershipSource {
  return {
    current: async (members) => {
      if (members.length === 0) return [];
      const { rows } = await pool.query(
        `SELECT m.team_id, m.person_id, m.role, m.version FROM membership m
         JOIN unnest($1::text[], $2::text[]) AS k (team, person) ON m.team_id::text = k.team AND m.person_id::text = k.person`,
        [members.map((member) => member.team), members.map((member) => member.person)],
      );
      const found = new Map<string, MembershipNow>();
      for (const row of rows) {
        const { team_id, person_id, role, version } = Row.parse(row);
        found.set(`${team_id} ${person_id}`, { role, version });
      }
      return members.map((member) => found.get(`${member.team} ${member.person}`) ?? null);
    },
  };
}
