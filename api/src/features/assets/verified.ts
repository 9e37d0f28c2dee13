import { createHash } from 'node:crypto';
import { AppError } from '@trashfire/shared/errors/app-error';

/**
 * Passes bytes on while hashing them, the last piece only when size and hash are right: whoever writes them elsewhere never
 * has a complete wrong file.
 * @throws AppError bad-input.
 */
export async function* verified(bytes: AsyncIterable<Uint8Array>, hash: string, size: number): AsyncGenerator<Uint8Array> {
  const sha = createHash('sha256');
  let seen = 0;
  let last: Uint8Array | null = null;
  for await (const piece of bytes) {
    seen += piece.length;
    if (seen > size) throw new AppError('bad-input', `More than the ${size} bytes that were announced arrived.`);
    sha.update(piece);
    if (last !== null) yield last;
    last = piece;
  }
  if (seen !== size) throw new AppError('bad-input', `${seen} of ${size} bytes arrived. Send them again.`);
  if (sha.digest('hex') !== hash) throw new AppError('bad-input', 'The bytes do not have the hash they were announced with.');
  if (last !== null) yield last;
}
