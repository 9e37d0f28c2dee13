import { fromBuffer, type ZipFile as OpenZip } from 'yauzl';
import { ZipFile } from 'yazl';

/** Makes a zip of files, in this order, also of what no good program would put into one. */
export async function zipOf(files: readonly (readonly [string, Buffer])[], compress = false): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, bytes] of files) zip.addBuffer(bytes, path, { compress });
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

/** What is in a zip, by path. */
export async function unzip(zip: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const opened = await new Promise<OpenZip>((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (error, file) => (error ? reject(error) : resolve(file)));
  });
  await new Promise<void>((resolve, reject) => {
    opened.on('end', resolve).on('error', reject);
    opened.on('entry', (entry) => {
      opened.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        const pieces: Buffer[] = [];
        stream.on('data', (piece: Buffer) => pieces.push(piece));
        stream.on('error', reject);
        stream.on('end', () => {
          files.set(entry.fileName, Buffer.concat(pieces));
          opened.readEntry();
        });
      });
    });
    opened.readEntry();
  });
  return files;
}
