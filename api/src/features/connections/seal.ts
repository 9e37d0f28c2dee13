import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '@trashfire/shared/errors/app-error';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps secrets unreadable in the database: AES-256-GCM, bound to the row they belong to. */
export interface Seal {
  /** @param owner names the row; opening it for another row fails. @returns nonce, tag and ciphertext in one. */
  close(secret: string, owner: string): Uint8Array<ArrayBuffer>;
  /** @throws AppError internal when it was sealed with another key, for another owner, or changed. */
  open(sealed: Uint8Array, owner: string): string;
}

/** @param key 32 bytes. */
export function createSeal(key: Uint8Array): Seal {
  return {
    close(secret, owner) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner));
      const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]));
    },
    open(sealed, owner) {
      const bytes = Buffer.from(sealed);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
          .setAAD(Buffer.from(owner))
          .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new AppError(
          'internal',
          'A stored key cannot be read: the secret it was stored with has changed. Paste the key again.',
          {
            cause,
          },
        );
      }
    },
  };
}
