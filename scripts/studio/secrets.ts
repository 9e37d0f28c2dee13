import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Secret = z.string().min(32);

/** Made once per data folder; losing the file signs everybody out and makes pasted provider keys unreadable, nothing else. */
const Secrets = z.object({
  ticketSecret: Secret,
  urlSecret: Secret,
  workerToken: Secret,
  encryptionKey: Secret,
  queuePassword: Secret,
});
export type Secrets = z.infer<typeof Secrets>;

/** @returns the studio's secrets, made the first time, in a file only its owner can read. */
export function loadSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  const known = Secrets.partial().catch({}).parse(readJson(file));
  const make = (): string => randomBytes(32).toString('base64url');
  const secrets: Secrets = {
    ticketSecret: known.ticketSecret ?? make(),
    urlSecret: known.urlSecret ?? make(),
    workerToken: known.workerToken ?? make(),
    encryptionKey: known.encryptionKey ?? make(),
    queuePassword: known.queuePassword ?? make(),
  };
  // Renamed into place: a start that is cut off must not leave half a file, which would make new secrets next time.
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  chmodSync(file, 0o600);
  return secrets;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
