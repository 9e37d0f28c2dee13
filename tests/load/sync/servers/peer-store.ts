import pg from 'pg';

/** Whole states in one table, as the peers' own database extensions keep them. */
export interface PeerStore {
  load(name: string): Promise<Uint8Array | null>;
  save(name: string, state: Uint8Array): Promise<void>;
}

/** @returns null when the peer runs without a store, as it does by default. */
export function peerStore(url: string | undefined): PeerStore | null {
  if (url === undefined) return null;
  const pool = new pg.Pool({ connectionString: url, max: 6 });
  pool.on('error', () => undefined);
  return {
    load: async (name) => {
      const { rows } = await pool.query<{ state: Buffer }>('SELECT state FROM peer_state WHERE name = $1', [name]);
      return rows[0]?.state ?? null;
    },
    save: async (name, state) => {
      await pool.query(
        'INSERT INTO peer_state (name, state) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET state = EXCLUDED.state',
        [name, Buffer.from(state.buffer, state.byteOffset, state.byteLength)],
      );
    },
  };
}

export const PEER_TABLE = 'CREATE TABLE IF NOT EXISTS peer_state (name text PRIMARY KEY, state bytea NOT NULL)';
