import { z } from 'zod';
import { RecordId } from '../document/schema.ts';
import { PersonView } from './contract.ts';

/** Request and response bodies of comment threads. The route table itself is ./routes.ts. */

const Instant = z.iso.datetime();

/** Bounds of comments; lengths in UTF-16 units. */
export const COMMENT_LIMITS = {
  text: 4000,
  /** Of the words a thread is about; more is cut, the positions stay. */
  quote: 300,
  /** Of what stands before and behind those words. */
  context: 32,
  threads: 500,
  /** Of one thread, the first included. */
  comments: 100,
  /** Of an episode, all threads together: what one answer of the list may carry. */
  episode: 5000,
  mentions: 20,
} as const;

/** A Yjs relative position (encodeRelativePosition) in base64. */
export const ScriptPosition = z
  .string()
  .max(120)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/);

/**
 * What a thread is about. Of script text: two relative positions, which move with the letters between them, and those letters as
 * they were with what stood around them, by which the place is found again when they were written anew (split, moved, restored).
 */
export const Anchor = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('episode') }),
  z.strictObject({ kind: z.literal('scene'), id: RecordId }),
  z.strictObject({ kind: z.literal('shot'), id: RecordId }),
  z.strictObject({ kind: z.literal('clip'), id: RecordId }),
  z.strictObject({
    kind: z.literal('text'),
    start: ScriptPosition,
    end: ScriptPosition,
    quote: z.string().min(1).max(COMMENT_LIMITS.quote),
    before: z.string().max(COMMENT_LIMITS.context),
    after: z.string().max(COMMENT_LIMITS.context),
    /** Whether those words, with what stands beside them in their line, stood in the script only once. */
    once: z.boolean(),
  }),
]);
export type Anchor = z.infer<typeof Anchor>;
export type TextAnchor = Extract<Anchor, { kind: 'text' }>;

export const CommentView = z.object({
  id: z.string(),
  author: PersonView,
  /** Mentions stand in it as `<@person id>`; empty where it was deleted. */
  text: z.string(),
  at: Instant,
  edited: z.boolean(),
  deleted: z.boolean(),
});
export type CommentView = z.infer<typeof CommentView>;

export const ThreadView = z.object({
  id: z.string(),
  episodeId: RecordId,
  anchor: Anchor,
  /** Rises with every change. */
  version: z.number().int(),
  comments: z.array(CommentView),
  resolved: z.object({ by: PersonView, at: Instant }).nullable(),
  /** Who is mentioned anywhere in it; a mention of nobody in the team is left out. */
  mentioned: z.array(PersonView),
  at: Instant,
});
export type ThreadView = z.infer<typeof ThreadView>;

/** `seen`: how many comments of a thread the asker has read; a thread they never read is left out. */
export const ThreadListView = z.object({ threads: z.array(ThreadView), seen: z.record(z.string(), z.number().int()) });
export type ThreadListView = z.infer<typeof ThreadListView>;

export const PeopleView = z.object({ people: z.array(PersonView) });

const Text = z.string().trim().min(1).max(COMMENT_LIMITS.text);
/** Minted by whoever writes: the same one sent twice stands once. */
const CommentId = z.uuid();
export const OpenThreadBody = z.strictObject({ id: CommentId, anchor: Anchor, text: Text });
export const ReplyBody = z.strictObject({ id: CommentId, text: Text });
export const EditCommentBody = z.strictObject({ text: Text });
export const ResolveBody = z.strictObject({ resolved: z.boolean() });
/** How many comments of the thread were in sight. */
export const SeenBody = z.strictObject({ count: z.number().int().min(1).max(COMMENT_LIMITS.comments) });
/** Null when the thread went with its last comment. */
export const DeleteCommentView = z.object({ thread: ThreadView.nullable() });

/** A mention as it stands in a stored text. */
const MENTION = /<@([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})>/g;

/** A stored text in pieces: words, and mentions by person id. */
export type TextPiece = { readonly words: string } | { readonly person: string };

/** Takes a stored text apart. */
export function piecesOf(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(MENTION)) {
    if (match.index > at) pieces.push({ words: text.slice(at, match.index) });
    pieces.push({ person: match[1] ?? '' });
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ words: text.slice(at) });
  return pieces;
}

/** How a mention of a person is stored. */
export const mentionOf = (personId: string): string => `<@${personId}>`;

/** Who is mentioned in a stored text, once each. */
export function mentionedIn(text: string): string[] {
  return [...new Set(piecesOf(text).flatMap((piece) => ('person' in piece ? [piece.person] : [])))];
}
