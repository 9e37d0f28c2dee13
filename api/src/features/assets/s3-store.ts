import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { AssetKey, AssetStore } from './store.ts';
import { verified } from './verified.ts';

export interface S3Options {
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Of an S3-compatible server; left out, AWS itself. */
  endpoint?: string;
}

/** What fails is thrown; the SDK would write it to the console as well. */
const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Assets in a bucket, under `<team>/<hash>`. */
export function createS3Store(options: S3Options): AssetStore & { close(): void } {
  const { bucket, region, accessKeyId, secretAccessKey, endpoint } = options;
  const client = new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    // Compatible servers know their buckets by path, not by host name.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    // The bytes are checked by their sha256 here; trailing checksums are more than compatible servers understand.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    logger: SILENT,
  });
  const at = ({ teamId, hash }: AssetKey) => ({ Bucket: bucket, Key: `${teamId}/${hash}` });

  return {
    async put(key, bytes, size) {
      const body = Readable.from(verified(bytes, key.hash, size), { objectMode: false });
      const broken = new AbortController();
      // The SDK does not listen for a failing body: its request would wait for the rest until it timed out.
      body.once('error', (error) => broken.abort(error));
      try {
        await client.send(new PutObjectCommand({ ...at(key), Body: body, ContentLength: size }), { abortSignal: broken.signal });
      } catch (error) {
        throw broken.signal.aborted ? broken.signal.reason : error;
      }
    },
    async size(key) {
      const head = await orNull(client.send(new HeadObjectCommand(at(key))));
      return head?.ContentLength ?? null;
    },
    async get(key, range) {
      const Range = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` };
      const object = await orNull(client.send(new GetObjectCommand({ ...at(key), ...Range })));
      return object?.Body instanceof Readable ? object.Body : null;
    },
    async delete(key) {
      await client.send(new DeleteObjectCommand(at(key)));
    },
    close: () => client.destroy(),
  };
}

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && (error.name === 'NotFound' || error.name === 'NoSuchKey')) return null;
    throw error;
  }
}
