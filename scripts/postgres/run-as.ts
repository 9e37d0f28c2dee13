import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Postgres refuses to run as root, so root hands it to another user. */
export interface RunAs {
  uid: number;
  gid: number;
}

const idOf = (what: '-u' | '-g'): number | null => {
  const { status, stdout } = spawnSync('id', [what, 'postgres'], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : null;
};

function postgresUser(): RunAs | null {
  const uid = idOf('-u');
  const gid = idOf('-g');
  return uid === null || gid === null ? null : { uid, gid };
}

/**
 * Whom Postgres runs as: null for an ordinary user (as oneself); for root the owner of an existing cluster, else the
 * system's `postgres` user, made when there is none.
 * @param cluster folder of the cluster, which need not exist yet.
 */
export function chooseRunAs(cluster: string): RunAs | null {
  if (process.getuid?.() !== 0) return null;
  if (existsSync(join(cluster, 'PG_VERSION'))) {
    const { uid, gid } = statSync(cluster);
    if (uid !== 0) return { uid, gid };
  }
  const known = postgresUser();
  if (known !== null) return known;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  const made = postgresUser();
  if (made === null) {
    throw new Error(
      'Postgres refuses to run as root and a "postgres" user could not be made. Start the studio as an ordinary user.',
    );
  }
  return made;
}

/** Whether a user may pass through every folder above `path`, by the permission bits. */
export function canReach(path: string, { uid, gid }: RunAs): boolean {
  let folder = dirname(existsSync(path) ? realpathSync(path) : path);
  for (;;) {
    if (existsSync(folder)) {
      const stat = statSync(folder);
      const bit = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001;
      if ((stat.mode & bit) === 0) return false;
    }
    const parent = dirname(folder);
    if (parent === folder) return true;
    folder = parent;
  }
}

/** Gives a folder and what is in it to the user Postgres runs as. */
export function giveTo(path: string, { uid, gid }: RunAs): void {
  chownSync(path, uid, gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) giveTo(join(path, name), { uid, gid });
}
