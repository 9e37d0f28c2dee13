import { z } from 'zod';
import { RecordId } from '../document/schema.ts';

/** What an asker points at. `line` is a block of the script. */
export const REF_KINDS = ['scene', 'shot', 'clip', 'line', 'character', 'place'] as const;
export type RefKind = (typeof REF_KINDS)[number];

/** More than anybody reads as chips above a box. */
export const MOST_REFS = 24;
const MOST_LABEL = 80;

/** One thing the agent is to see. `label` is what it was called when it was asked, so that what is gone later still has a name. */
export const AskRef = z.strictObject({
  kind: z.enum(REF_KINDS),
  id: RecordId,
  label: z.string().trim().min(1).max(MOST_LABEL),
  /** Chosen by the asker, and not only what happened to be on their screen. */
  pinned: z.boolean().default(false),
});
export type AskRef = z.infer<typeof AskRef>;

/** `edit`: the agent works; `ask`: it looks and answers, and changes nothing. */
export const ASK_MODES = ['edit', 'ask'] as const;
export type AskMode = (typeof ASK_MODES)[number];

/** What goes to the agent beside the words of an ask, and stays with it for all to see. */
export const AskContext = z.strictObject({
  mode: z.enum(ASK_MODES).default('edit'),
  refs: z.array(AskRef).max(MOST_REFS).default([]),
});
export type AskContext = z.infer<typeof AskContext>;

export const NO_CONTEXT: AskContext = { mode: 'edit', refs: [] };

/** A label that fits {@link AskRef}, however long the name of a thing is; null when nothing of it is left. */
export function refLabel(name: string): string | null {
  const plain = name.replace(/\s+/g, ' ').trim();
  return plain === '' ? null : [...plain].slice(0, MOST_LABEL / 2).join('');
}
