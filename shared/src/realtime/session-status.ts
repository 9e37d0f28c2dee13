import { AppError } from '../errors/app-error.ts';
import { say } from '../errors/say.ts';
import { CLOSE } from './close-codes.ts';

export interface SessionStatus {
  readonly connection: 'connecting' | 'online' | 'offline' | 'closed';
  /**
   * `saved`: everything local is committed. `offline`: kept here, sent when the connection is back. `kept`: kept here and not on
   * its way, because the server does not take it; `refusal` or `closeReason` says why.
   */
  readonly saved: 'saved' | 'saving' | 'offline' | 'kept';
  /** Local edits that are not committed yet. */
  readonly pending: number;
  /** The server takes no edits from this connection. */
  readonly readOnly: boolean;
  /** Of the content on the server; null before the first connection. */
  readonly epoch: number | null;
  /** Why the session ended for good. */
  readonly closeReason: SaidReason | null;
  /** Since when there is no connection, ms since the Unix epoch; null while there is one. A short blip is not worth a word. */
  readonly offlineSince: number | null;
  /** Why the last connection ended, in words for people; null while there is one and when nobody said. */
  readonly interruption: SaidReason | null;
  /** The next attempt to connect; null while there is a connection or an attempt is under way. */
  readonly retry: { readonly attempt: number /** ms since the Unix epoch. */; readonly at: number } | null;
  /** What the server last refused, in words for people: the edits stay in the document and unsaved. */
  readonly refusal: { readonly code: string; readonly text: string } | null;
}

/** What became of the edits of a session that was closed. */
export interface ClosedSession {
  readonly saved: boolean;
  /** Local edits that are not known to be committed. */
  readonly unsaved: number;
}

export interface SaidReason {
  readonly code: number;
  readonly text: string;
}

/** Of a session that has not connected yet. @param pending edits it came with. @param epoch under which they were kept. */
export function initialStatus(pending: number, epoch: number | null): SessionStatus {
  return {
    connection: 'connecting',
    saved: pending > 0 ? 'saving' : 'saved',
    pending,
    readOnly: false,
    epoch,
    closeReason: null,
    offlineSince: Date.now(),
    interruption: null,
    retry: null,
    refusal: null,
  };
}

/** What the words of a transient close are; others have none to say and show as a lost connection. */
const INTERRUPTION_TEXT: Partial<Record<number, string>> = {
  [CLOSE.restart]: say`The studio is restarting. You are back in a moment.`,
  [CLOSE.overloaded]: say`The studio has too much to do right now. It tries again by itself.`,
  [CLOSE.roleChanged]: say`Your role in the team has changed.`,
};

/** @returns why a connection that may come back was closed, or null when there is nothing to tell. */
export function interruptionOf(code: number | undefined): SaidReason | null {
  const text = code === undefined ? undefined : INTERRUPTION_TEXT[code];
  return code === undefined || text === undefined ? null : { code, text };
}

/** @param everSynced before the first sync an unsent edit counts as on its way. */
export function savedOf(
  status: Pick<SessionStatus, 'connection' | 'pending' | 'readOnly'>,
  everSynced: boolean,
): SessionStatus['saved'] {
  if (status.pending === 0) return 'saved';
  if (status.connection === 'closed') return 'kept';
  if (status.connection === 'online') return status.readOnly ? 'kept' : 'saving';
  return everSynced ? 'offline' : 'saving';
}

/** What whoever waits for an ended session is told. */
export function closedError({ code, text }: SaidReason): AppError {
  if (code === CLOSE.revoked || code === CLOSE.readOnly) return new AppError('not-allowed', text);
  if (code === CLOSE.notFound) return new AppError('not-found', text);
  if (code === CLOSE.clientOutdated) return new AppError('client-outdated', text);
  if (code === CLOSE.tooLarge) return new AppError('too-large', text);
  return new AppError('conflict', text);
}
