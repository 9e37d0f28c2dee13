import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { AppError } from '@trashfire/shared/errors/app-error';
import { type Entry, open, type ZipFile } from 'yauzl';
import { ARCHIVE_LIMITS } from './manifest.ts';

/** A zip on disk, its table of contents read and checked; its entries are read one by one. */
export interface OpenZip {
  /** Paths and sizes, in bytes after unpacking, as the archive claims them. */
  readonly sizes: ReadonlyMap<string, number>;
  /** @returns an entry's bytes; the stream fails where they are not as many as claimed. @throws AppError bad-input when there is none. */
  stream(path: string): Promise<Readable>;
  /** @throws AppError bad-input when the entry is larger than `most`, or not of that sha256. */
  bytes(path: string, most: number, sha256?: string): Promise<Buffer>;
  close(): void;
}

const NOT_WHOLE = 'That file is not a whole archive: it breaks off or is damaged. Bring it again, or export the series anew.';
const STRANGE = 'That archive holds files that no archive of a series has, so nothing of it was brought in.';
const TOO_LARGE = 'What is in that archive is larger than the studio takes (2 GB), so nothing of it was brought in.';

/**
 * Opens a zip that may be hostile. Nothing is ever written under a name that stands in it, and names that could climb are refused
 * all the same; sizes are added up before a byte is unpacked, and no entry can be larger than it says.
 * @throws AppError bad-input or too-large with words for the person.
 */
export async function openZip(path: string): Promise<OpenZip> {
  const zip = await opened(path);
  try {
    const entries = await entriesOf(zip);
    const entryOf = (name: string): Entry => {
      const entry = entries.get(name);
      if (entry === undefined) throw new AppError('bad-input', NOT_WHOLE);
      return entry;
    };
    const stream: OpenZip['stream'] = (name) =>
      new Promise((resolve, reject) => {
        const entry = entryOf(name);
        zip.openReadStream(entry, (error, readable) => (error ? reject(damaged(error)) : resolve(readable)));
      });
    return {
      sizes: new Map([...entries].map(([name, { uncompressedSize }]) => [name, uncompressedSize])),
      stream,
      async bytes(name, most, sha256) {
        if (entryOf(name).uncompressedSize > most) throw new AppError('too-large', TOO_LARGE);
        const pieces: Buffer[] = [];
        try {
          for await (const piece of await stream(name)) pieces.push(piece as Buffer);
        } catch (error) {
          throw error instanceof AppError ? error : damaged(error);
        }
        const bytes = Buffer.concat(pieces);
        if (sha256 !== undefined && createHash('sha256').update(bytes).digest('hex') !== sha256)
          throw new AppError('bad-input', NOT_WHOLE, { cause: new Error(`${name} has another hash`) });
        return bytes;
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function opened(path: string): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true };
  return new Promise((resolve, reject) => {
    open(path, options, (error, zip) => (error ? reject(damaged(error)) : resolve(zip)));
  });
}

const KNOWN_NAME = /^(manifest\.json|documents\/(series|episode)-[0-9A-HJKMNP-TV-Z]{12}\.bin|assets\/[0-9a-f]{64})$/;
const MOST_ENTRIES = ARCHIVE_LIMITS.assets + ARCHIVE_LIMITS.episodes + 2;
const ENCRYPTED = 1;

function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    let total = 0;
    const refuse = (code: 'bad-input' | 'too-large', words: string) => {
      zip.removeAllListeners('entry');
      reject(new AppError(code, words));
    };
    if (zip.entryCount > MOST_ENTRIES) return refuse('too-large', TOO_LARGE);
    zip.on('error', (error) => reject(damaged(error)));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry) => {
      const name = entry.fileName;
      if (!KNOWN_NAME.test(name) || entries.has(name) || (entry.generalPurposeBitFlag & ENCRYPTED) !== 0)
        return refuse('bad-input', STRANGE);
      total += entry.uncompressedSize;
      if (total > ARCHIVE_LIMITS.bytes) return refuse('too-large', TOO_LARGE);
      entries.set(name, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

/** The library's words are for programs; which of them it was goes to the log with the cause. */
function damaged(cause: unknown): AppError {
  const climbs =
    cause instanceof Error && /invalid relative path|absolute path|invalid characters in fileName/.test(cause.message);
  return new AppError('bad-input', climbs ? STRANGE : NOT_WHOLE, { cause });
}
