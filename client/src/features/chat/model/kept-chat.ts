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

/** Of whatever person and episode. */
export const isKeptKey = (key: string): boolean => key.startsWith(PREFIX);

/** What is the window's own: two windows of one person write, point and ask each for themselves. */
const OwnPart = KeptChat.pick({ draft: true, mode: true, pinned: true });

/** Where it is kept: what is the window's own outlives its reload, the rest is shared by all windows of the browser. */
export interface Shelves {
  readonly window: Shelf;
  readonly browser: Shelf;
}

/**
 * Reads what was kept; what does not fit is as if nothing was. A new window begins with the draft that was kept last. Nothing can
 * still be on its way: `interrupted` says so of what was when the window closed.
 */
export function readKept({ window, browser }: Shelves, key: string, interrupted: string): KeptChat {
  const shared = parsed(browser, key, KeptChat) ?? NOTHING_KEPT;
  const outgoing = shared.outgoing.map((one) => ({ ...one, failed: one.failed ?? interrupted }));
  return { ...shared, ...parsed(window, key, OwnPart), outgoing };
}

/**
 * Keeps what one window changed and leaves what other windows keep: of the messages those it did not touch, the newer of what was
 * read, and a draft that is not its own when it empties its own. A browser that keeps nothing, or is full, does not keep anybody
 * from writing: it lives in this window alone then.
 */
export function writeKept({ window, browser }: Shelves, key: string, before: KeptChat, now: KeptChat): void {
  const next = { ...now, pinned: now.pinned.slice(-MOST_REFS) };
  put(window, key, OwnPart.parse(next));
  const stored = parsed(browser, key, KeptChat) ?? NOTHING_KEPT;
  const emptied = next.draft === '' && stored.draft !== before.draft;
  put(browser, key, {
    draft: next.draft === before.draft || emptied ? stored.draft : next.draft,
    mode: next.mode === before.mode ? stored.mode : next.mode,
    pinned: now.pinned === before.pinned ? stored.pinned : next.pinned,
    readAt: later(stored.readAt, next.readAt),
    outgoing: mergedOutgoing(stored.outgoing, before.outgoing, next.outgoing),
  });
}

/** Messages that another window has sent or thrown away in the meantime are not this window's to keep. */
export function withoutSettled(kept: KeptChat, stored: { before: string | null; now: string | null }): KeptChat {
  const idsOf = (text: string | null) => new Set((asJson(text, KeptChat) ?? NOTHING_KEPT).outgoing.map(({ id }) => id));
  const [before, now] = [idsOf(stored.before), idsOf(stored.now)];
  const outgoing = kept.outgoing.filter(({ id }) => now.has(id) || !before.has(id));
  return outgoing.length === kept.outgoing.length ? kept : { ...kept, outgoing };
}

function mergedOutgoing(stored: readonly Outgoing[], before: readonly Outgoing[], next: readonly Outgoing[]): Outgoing[] {
  const unchanged = new Set(before);
  const changed = new Map(next.flatMap((one) => (unchanged.has(one) ? [] : [[one.id, one] as const])));
  const staying = new Set(next.map(({ id }) => id));
  const gone = new Set(before.flatMap(({ id }) => (staying.has(id) ? [] : [id])));
  const there = new Set(stored.map(({ id }) => id));
  const kept = stored.flatMap((one) => (gone.has(one.id) ? [] : [changed.get(one.id) ?? one]));
  return [...kept, ...[...changed.values()].filter(({ id }) => !there.has(id))].slice(-MOST_OUTGOING);
}

function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

function parsed<T>(shelf: Shelf, key: string, schema: z.ZodType<T>): T | null {
  try {
    return asJson(shelf.getItem(key), schema);
  } catch {
    return null;
  }
}

function asJson<T>(text: string | null, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(text ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

function put(shelf: Shelf, key: string, value: object): void {
  try {
    shelf.setItem(key, JSON.stringify(value));
  } catch {
    // Full or closed.
  }
}

/** Forgets everything a person wrote and did not send, when they sign out. */
export function forgetKept(shelf: Shelf, personId: string): void {
  const keys = Array.from({ length: shelf.length }, (_, i) => shelf.key(i));
  for (const key of keys) if (key?.startsWith(`${PREFIX}${personId}.`)) shelf.removeItem(key);
}
