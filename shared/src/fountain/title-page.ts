import { startsLikeHeading } from './classify.ts';
import { createLineReader, isBlankLine, isSpace } from './lines.ts';

/**
 * The title page: `Key: value` lines at the very start, up to the first blank line. The format lets any key be used, so a
 * first paragraph of action with a colon in it would be swallowed; it counts as a title page when one key is known.
 */
const KNOWN_KEYS = new Set(
  'title,credit,author,authors,writer,source,notes,draft date,date,contact,contact info,copyright,revision,version,episode,episode title,series,season,language,studio,genre,logline,format,header,footer'.split(
    ',',
  ),
);

/** A key at the start of a line that is not indented; the value follows the match. Marks of notes and boneyards are no part of one. */
export const TITLE_KEY = /^(\p{L}[^\r\n:[\]/*\\]{0,60}):/u;

/** Lines looked at before giving up: a title page is short, and a hostile file is not read twice. */
const MAX_TITLE_LINES = 200;

/** @returns whether the paragraph that begins at `at` (the first text of the source) is a title page. */
export function startsTitlePage(source: string, at: number): boolean {
  const firstKey = titleKeyAt(source, at);
  if (firstKey === null || startsLikeHeading(source.slice(at, at + 80).trim())) return false;
  const reader = createLineReader(source);
  let start = at;
  for (let count = 0; count < MAX_TITLE_LINES && start < source.length && !isBlankLine(source, start); count++) {
    const key = titleKeyAt(source, start);
    if (key !== null && KNOWN_KEYS.has(key.toLowerCase())) return true;
    start = reader.lineAt(start).next;
  }
  return false;
}

/** @returns the key of the title line at `at`, or null when the line continues the value above. */
export function titleKeyAt(source: string, at: number): string | null {
  const start = source.charCodeAt(at) === 0xfeff ? at + 1 : at;
  if (isSpace(source.charCodeAt(start))) return null;
  const match = TITLE_KEY.exec(source.slice(start, start + 80));
  return match === null ? null : (match[1] ?? '').trim();
}
