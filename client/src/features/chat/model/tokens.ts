/**
 * Puts a streamed piece behind what is there. Pieces may come twice (a reconnect) and overlap what was fetched.
 * @returns the longer text, or null where a piece is missing between the two.
 */
export function addToken(text: string, offset: number, piece: string): string | null {
  if (offset > text.length) return null;
  const end = offset + piece.length;
  return end <= text.length ? text : text.slice(0, offset) + piece;
}
