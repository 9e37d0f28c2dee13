import { ASK_MODES, AskContext, AskRef, MOST_REFS } from '@trashfire/shared/api/ask-context';
import { MOST_MENTIONS } from '@trashfire/shared/api/contract';
import { z } from 'zod';

/** A message that is on its way, or could not be sent. */
export const Outgoing = z.object({
  /** The message's own: sent again it stands once. */
  id: z.uuid(),
  at: z.iso.datetime(),
  text: z.string(),
  ask: z.boolean(),
  context: AskContext,
  mentions: z.array(z.string()).max(MOST_MENTIONS),
  /** Why it was not sent; null while it is on its way. */
  failed: z.string().nullable(),
});
export type Outgoing = z.infer<typeof Outgoing>;

/** Messages kept that could not be sent. */
const MOST_OUTGOING = 50;

/** What this browser keeps of one person's chat in one episode. */
export const KeptChat = z.object({
  draft: z.string().max(20_000),
  mode: z.enum(ASK_MODES),
  pinned: z.array(AskRef).max(MOST_REFS),
  /** When the newest message was written that was read; null when none was. */
  readAt: z.string().nullable(),
  outgoing: z.array(Outgoing).max(MOST_OUTGOING),
});
export type KeptChat = z.infer<typeof KeptChat>;

export const NOTHING_KEPT: KeptChat = { draft: '', mode: 'edit', pinned: [], readAt: null, outgoing: [] };

const PREFIX = 'trashfire.chat.';
type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export function keptKey(personId: string, episodeId: string): string {
  return `${PREFIX}${personId}.${episodeId}`;
}

/**
 * Reads what was kept; what does not fit is as if nothing was. Nothing can still be on its way: `interrupted` says so of what was
 * when the window closed.
 */
export function readKept(shelf: Shelf, key: string, interrupted: string): KeptChat {
  try {
    const kept = KeptChat.safeParse(JSON.parse(shelf.getItem(key) ?? 'null'));
    if (!kept.success) return NOTHING_KEPT;
    return { ...kept.data, outgoing: kept.data.outgoing.map((one) => ({ ...one, failed: one.failed ?? interrupted })) };
  } catch {
    return NOTHING_KEPT;
  }
}

/** A browser that keeps nothing, or is full, does not keep anybody from writing. */
export function writeKept(shelf: Shelf, key: string, kept: KeptChat): void {
  try {
    shelf.setItem(
      key,
      JSON.stringify({ ...kept, pinned: kept.pinned.slice(-MOST_REFS), outgoing: kept.outgoing.slice(-MOST_OUTGOING) }),
    );
  } catch {
    // Full or closed: the draft lives in this window alone.
  }
}

/** Forgets everything a person wrote and did not send, when they sign out. */
export function forgetKept(shelf: Shelf, personId: string): void {
  const keys = Array.from({ length: shelf.length }, (_, i) => shelf.key(i));
  for (const key of keys) if (key?.startsWith(`${PREFIX}${personId}.`)) shelf.removeItem(key);
}
