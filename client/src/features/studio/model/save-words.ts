import { plural, t } from '@lingui/core/macro';
import type { SessionStatus } from '@trashfire/shared/realtime/document-session';
import { serverWords } from '../../../i18n/server-words.ts';

export type SaveTone = 'ok' | 'busy' | 'warn' | 'bad';
export interface SaveWords {
  readonly text: string;
  readonly tone: SaveTone;
}

/** A blip shorter than this is not worth a word. */
export const GRACE_MS = 5_000;

/**
 * What the status bar says of the work. "Saved" is only ever said of what the server has committed (R1).
 * @param downMs how long the connection has been away; 0 while it is there.
 */
export function saveWords(statuses: readonly SessionStatus[], downMs: number): SaveWords {
  const pending = statuses.reduce((sum, status) => sum + status.pending, 0);
  const closed = statuses.find((status) => status.connection === 'closed');
  if (closed)
    return {
      text: closed.closeReason
        ? serverWords(closed.closeReason.text)
        : t({ message: 'Closed', comment: 'A document that was closed for good.' }),
      tone: 'bad',
    };
  const kept = statuses.some((status) => status.readOnly && status.saved === 'kept');
  const away = statuses.some((status) => status.connection !== 'online');
  if (away && downMs >= GRACE_MS) {
    const offline = t`Offline – ${plural(pending, { one: '# change', other: '# changes' })} kept`;
    return { text: pending > 0 ? offline : t`Reconnecting`, tone: 'warn' };
  }
  // Nobody takes them while one may only look: they are not on their way.
  if (kept) return { text: t`View only – ${plural(pending, { one: '# change', other: '# changes' })} kept`, tone: 'warn' };
  if (pending > 0) return { text: t`Saving`, tone: 'busy' };
  if (away) return { text: t`Connecting`, tone: 'busy' };
  return statuses.some((status) => status.readOnly) ? { text: t`View only`, tone: 'ok' } : { text: t`Saved`, tone: 'ok' };
}
