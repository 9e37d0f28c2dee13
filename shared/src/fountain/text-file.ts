/**
 * The text of a screenplay file, byte for byte: a byte order mark stays, so that what nobody touched is written back as it was (R1).
 * @returns null for what is not UTF-8 text: another encoding read as UTF-8 would lose letters without a word, a PDF or a ZIP (.docx, .fdx
 * archives) begins with its own mark.
 */
export function decodeTextFile(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 5));
  if (bytes.includes(0) || head === '%PDF-' || head.startsWith('PK\u0003\u0004')) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
