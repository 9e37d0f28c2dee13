/**
 * Uncompressed pictures with their times, as the smallest Matroska stream ffmpeg reads (RFC 9559): with times, a picture
 * that stands for several frames crosses the pipe and is converted once instead of once per frame.
 */

const TIMESTAMP_SCALE_NS = 1_000_000;
/** EBML's "size unknown", eight bytes wide: a live stream. */
const UNKNOWN_SIZE = Buffer.from('01ffffffffffffff', 'hex');

function size(bytes: number): Buffer {
  const vint = Buffer.alloc(8);
  vint.writeBigUInt64BE(BigInt(bytes) | 0x0100_0000_0000_0000n);
  return vint;
}

function element(id: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(id, 'hex'), size(body.length), body]);
}

function uint(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

/** @returns what comes before the first picture: file header, stream info, one uncompressed RGBA video track. */
export function matroskaHeader(width: number, height: number): Buffer {
  const ebml = element(
    '1a45dfa3',
    element('4286', uint(1)),
    element('42f7', uint(1)),
    element('42f2', uint(4)),
    element('42f3', uint(8)),
    element('4282', Buffer.from('matroska')),
    element('4287', uint(2)),
    element('4285', uint(2)),
  );
  const info = element('1549a966', element('2ad7b1', uint(TIMESTAMP_SCALE_NS)), element('4d80', Buffer.from('TrashFire')));
  const video = element('e0', element('b0', uint(width)), element('ba', uint(height)), element('2eb524', Buffer.from('RGBA')));
  const track = element(
    'ae',
    element('d7', uint(1)),
    element('73c5', uint(1)),
    element('83', uint(1)),
    element('86', Buffer.from('V_UNCOMPRESSED')),
    video,
  );
  return Buffer.concat([ebml, Buffer.from('18538067', 'hex'), UNKNOWN_SIZE, info, element('1654ae6b', track)]);
}

/** @returns the bytes before one picture of `pictureBytes` shown from `ms` on; the picture follows as it is. */
export function matroskaPictureHeader(ms: number, pictureBytes: number): Buffer {
  const timestamp = element('e7', uint(ms));
  const block = Buffer.concat([Buffer.from('a3', 'hex'), size(4 + pictureBytes), Buffer.from([0x81, 0, 0, 0x80])]);
  return Buffer.concat([Buffer.from('1f43b675', 'hex'), size(timestamp.length + block.length + pictureBytes), timestamp, block]);
}
