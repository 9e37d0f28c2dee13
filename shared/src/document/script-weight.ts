import { AppError } from '../errors/app-error.ts';
import { LIMITS } from '../realtime/limits.ts';
import type { ScriptBlockJson, ScriptJson } from './script-json.ts';

/**
 * Refuses a script that is too long to come in as one edit, before anything of it is in the document: the collab-server refuses
 * such an edit for good, and a browser that keeps it would be shut out of its episode with every try (R5, R7).
 * @throws AppError `too-large`.
 */
export function assertOneEdit(script: ScriptJson): void {
  const parts = script.content.reduce((sum, block) => sum + partsOf(block), 0);
  // An update is never longer than the same script as JSON.
  const bytes = new TextEncoder().encode(JSON.stringify(script.content)).length;
  if (parts <= LIMITS.scriptParts && bytes <= LIMITS.updateBytes) return;
  const most = Math.floor(100 * Math.min(LIMITS.scriptParts / parts, LIMITS.updateBytes / bytes));
  throw new AppError(
    'too-large',
    `This script is too long for one episode: about ${most}% of it would fit. Split it into episodes and bring in each by itself.`,
  );
}

/**
 * The same for text that need not be read to know it: taking megabytes apart would hold a window for seconds.
 * @throws AppError `too-large`.
 */
export function assertReadable(text: string): void {
  const most = LIMITS.updateBytes;
  if (text.length <= most) return;
  throw new AppError(
    'too-large',
    `That text is larger than ${most / 1024 / 1024} MB, more than a script takes in at once. Nothing of it came in: bring it in parts.`,
  );
}

/** As Yjs writes a block: the element, each attribute that says something, the text, and each run with a begin and end per mark. */
export function partsOf({
  attrs,
  content = [],
}: Pick<ScriptBlockJson, 'content'> & { attrs?: ScriptBlockJson['attrs'] }): number {
  const said = Object.values(attrs ?? {}).filter((value) => value !== null).length;
  const runs = content.reduce((sum, run) => sum + 1 + (run.type === 'text' ? 2 * (run.marks?.length ?? 0) : 0), 0);
  return 2 + said + runs;
}
