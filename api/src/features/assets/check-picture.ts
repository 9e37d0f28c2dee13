import { crc32, createInflate } from 'node:zlib';
import { AppError } from '@trashfire/shared/errors/app-error';
import { type PictureHeader, pictureHeader } from '@trashfire/shared/pictures/header';

const DAMAGED = 'That picture is damaged or not whole. Save it anew in your paint program and bring it again.';

/**
 * Reads a whole picture as far as one can without drawing it: PNG chunk by chunk with its checksums and all its pixels
 * unpacked, JPEG and WebP to their end.
 * @throws AppError bad-input saying what is wrong with it.
 */
export async function checkPicture(file: Buffer): Promise<PictureHeader> {
  const header = pictureHeader(file);
  const whole = { 'image/png': pngIsWhole, 'image/jpeg': jpegIsWhole, 'image/webp': webpIsWhole }[header.mime];
  if (!(await whole(file, header))) throw new AppError('bad-input', DAMAGED);
  return header;
}

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

async function pngIsWhole(file: Buffer, { width, height }: PictureHeader): Promise<boolean> {
  const channels = CHANNELS[file[25] ?? -1];
  if (channels === undefined) return false;
  const packed: Buffer[] = [];
  let ended = false;
  for (let at = 8; !ended; ) {
    if (at + 12 > file.length) return false;
    const length = file.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > file.length || crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4)) return false;
    const kind = file.toString('latin1', at + 4, at + 8);
    if (kind === 'IDAT') packed.push(file.subarray(at + 8, end - 4));
    ended = kind === 'IEND';
    at = end;
  }
  const isInterlaced = file[28] === 1;
  // Each row has one byte more, for its filter; of an interlaced picture there are up to twice as many rows, in seven passes.
  const raw = height * (1 + Math.ceil((width * channels * (file[24] ?? 8)) / 8));
  const size = await unpackedSize(packed, 2 * raw + 64);
  return isInterlaced ? size >= raw - height && size <= 2 * raw + 64 : size === raw;
}

/** @param most where to stop: a few bytes can unpack to gigabytes. @returns how many bytes there are, -1 when it is no deflate or more than `most`. */
async function unpackedSize(packed: readonly Buffer[], most: number): Promise<number> {
  const inflate = createInflate();
  inflate.on('error', () => undefined);
  for (const piece of packed) inflate.write(piece);
  inflate.end();
  let size = 0;
  try {
    for await (const piece of inflate) {
      size += (piece as Buffer).length;
      if (size > most) return -1;
    }
  } catch {
    return -1;
  }
  return size;
}

/** Marker by marker to the end of the picture (ITU-T T.81 annex B); what a camera wrote behind it is its own affair. */
function jpegIsWhole(file: Buffer): boolean {
  let scans = 0;
  for (let at = 2; at + 1 < file.length; ) {
    if (file[at] !== 0xff) return false;
    const marker = file[at + 1] ?? 0;
    if (marker === 0xd9) return scans > 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (at + 4 > file.length) return false;
    at += 2 + file.readUInt16BE(at + 2);
    if (marker !== 0xda) continue;
    scans += 1;
    at = nextMarker(file, at);
  }
  return false;
}

/** Entropy-coded bytes end at a marker that is neither a stuffed zero nor a restart. */
function nextMarker(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at !== -1; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return file.length;
}

/** RIFF says how long the file is, and each chunk how long it is. */
function webpIsWhole(file: Buffer): boolean {
  const end = 8 + file.readUInt32LE(4);
  if (end > file.length || end < 20) return false;
  let pictures = 0;
  let at = 12;
  while (at + 8 <= end) {
    const kind = file.toString('latin1', at, at + 4);
    if (kind === 'VP8 ' || kind === 'VP8L' || kind === 'ANMF') pictures += 1;
    const length = file.readUInt32LE(at + 4);
    at += 8 + length + (length % 2);
  }
  return pictures > 0 && at === end;
}
