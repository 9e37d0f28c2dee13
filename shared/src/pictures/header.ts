import { AppError } from '../errors/app-error.ts';
import { say } from '../errors/say.ts';
import { PICTURE_LIMITS } from './limits.ts';

export interface PictureHeader {
  readonly mime: 'image/png' | 'image/jpeg' | 'image/webp';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * Reads what a picture is from its first bytes, never from its name: PNG (W3C PNG 3 §5.2), JPEG (ITU-T T.81 annex B) and
 * WebP (RFC 9649).
 * @param bytes the file, or enough of its beginning.
 * @throws AppError bad-input for what is none of these or has a size that cannot be shown; the message says why.
 */
export function pictureHeader(bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = readPng(view) ?? readJpeg(view) ?? readWebp(view);
  if (found === null) throw new AppError('bad-input', whatElse(bytes));
  const { width, height } = found;
  const { least, most, pixels } = PICTURE_LIMITS;
  const millions = pixels / 1_000_000;
  if (Math.min(width, height) < least)
    throw new AppError(
      'bad-input',
      `That picture is ${width} by ${height} pixels, too small to be seen. It needs ${least} on each side.`,
    );
  if (Math.max(width, height) > most || width * height > pixels)
    throw new AppError(
      'bad-input',
      `That picture is ${width} by ${height} pixels, larger than ${most} on a side or ${millions} million in all. Make it smaller and bring it again.`,
    );
  return found;
}

/** @throws AppError too-large. */
export function checkPictureBytes(size: number): void {
  const { bytes } = PICTURE_LIMITS;
  if (size <= bytes) return;
  const [most, has] = [bytes / 1024 / 1024, sizeText(size)];
  throw new AppError('too-large', `That file has ${has}; a picture may have ${most} MB. Make it smaller and bring it again.`);
}

function sizeText(size: number): string {
  const mb = size / 1024 / 1024;
  return mb >= 1024 ? `${(mb / 1024).toFixed(1)} GB` : `${Math.ceil(mb)} MB`;
}

function readPng(view: DataView): PictureHeader | null {
  if (view.byteLength < 33 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return null;
  if (view.getUint32(8) !== 13 || view.getUint32(12) !== 0x49484452) return null;
  return { mime: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** Frame headers that say the size: all SOFn but DHT, JPG and DAC, which lie among them. */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function readJpeg(view: DataView): PictureHeader | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrameHeader(marker)) return { mime: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    // The scan before any frame, or the end.
    if (marker === 0xda || marker === 0xd9) return null;
    const length = view.getUint16(at + 2);
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}

function readWebp(view: DataView): PictureHeader | null {
  if (view.byteLength < 30 || view.getUint32(0) !== 0x52494646 || view.getUint32(8) !== 0x57454250) return null;
  const mime = 'image/webp';
  switch (view.getUint32(12)) {
    // 'VP8 ', after the three bytes of its start code.
    case 0x56503820:
      return { mime, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    // 'VP8L'
    case 0x5650384c: {
      const bits = view.getUint32(21, true);
      return { mime, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    // 'VP8X'
    case 0x56503858:
      return { mime, width: (view.getUint32(24, true) & 0xffffff) + 1, height: (view.getUint32(26, true) >>> 8) + 1 };
    default:
      return null;
  }
}

/** What a person most likely brought instead. */
function whatElse(bytes: Uint8Array): string {
  const head = new TextDecoder().decode(bytes.subarray(0, 512)).trimStart().toLowerCase();
  if (bytes.length === 0) return say`That file is empty. Bring a PNG, JPEG or WebP picture.`;
  if (head.startsWith('<svg') || (head.startsWith('<?xml') && head.includes('<svg')))
    return say`That is an SVG drawing, which can hold a program. Bring a PNG, JPEG or WebP picture.`;
  if (head.startsWith('<!doctype') || head.startsWith('<html') || head.startsWith('<'))
    return say`That is a web page. Bring a PNG, JPEG or WebP picture.`;
  if (head.startsWith('gif8')) return say`That is a GIF, which may move. Bring a PNG, JPEG or WebP picture.`;
  return say`That is no picture this studio can read, or it is damaged. Bring a PNG, JPEG or WebP picture.`;
}
