import pg from 'pg';

const ROLE = 'trashfire_worker';
const SCHEMA = 'bullmq';

/**
 * The worker's own way into Postgres: a role that sees the queue's schema and nothing else (DESIGN §7), so that a worker which
 * was taken over by a hostile file cannot read a script. Run after the queue's tables exist; running it again changes nothing.
 *
 * @param adminUrl connection of a role that may create roles
 * @returns connection string of the limited role
 * @throws Error in words for people when the role may not be made
 */
export async function ensureQueueRole(adminUrl: string, password: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  // A server that dies under it fails the query, which says so; unheard, it would end the process as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN');
    // Two studios of one database cluster may start at once; CREATE ROLE has no IF NOT EXISTS.
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [ROLE]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [ROLE]);
    const secret = pg.escapeLiteral(password);
    await client.query(`${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${ROLE} LOGIN PASSWORD ${secret}`);
    await client.query(`GRANT USAGE ON SCHEMA ${SCHEMA} TO ${ROLE}`);
    for (const kind of ['TABLES', 'SEQUENCES', 'FUNCTIONS'] as const) {
      const right = { TABLES: 'SELECT, INSERT, UPDATE, DELETE', SEQUENCES: 'USAGE, SELECT', FUNCTIONS: 'EXECUTE' }[kind];
      await client.query(`GRANT ${right} ON ALL ${kind} IN SCHEMA ${SCHEMA} TO ${ROLE}`);
    }
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => undefined);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The worker's database role could not be made (${reason}). Set QUEUE_DATABASE_URL to a role that may use the schema ${SCHEMA}.`,
      { cause },
    );
  } finally {
    await client.end();
  }
  const url = new URL(adminUrl);
  url.username = ROLE;
  url.password = encodeURIComponent(password);
  return url.href;
}
