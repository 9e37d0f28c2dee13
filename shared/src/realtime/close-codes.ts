import { say } from '../errors/say.ts';
/**
 * Why a collaboration socket was closed. 4400-4499 stop y-websocket's provider for good, everything else reconnects
 * (y-websocket 3.1), so each code sits on the side a person would want.
 */
export const CLOSE = {
  malformed: 4400,
  revoked: 4401,
  readOnly: 4403,
  notFound: 4404,
  epoch: 4409,
  tooLarge: 4413,
  /** The write key of an agent's or service's edit is already in the log: forget this copy and read the document again. */
  duplicate: 4408,
  clientOutdated: 4426,
  restart: 1012,
  overloaded: 1013,
  roleChanged: 4501,
  ticketExpired: 4502,
  /** What the client holds builds on something that is not here yet. */
  incomplete: 4503,
} as const;
export type CloseReason = keyof typeof CLOSE;

/** What the studio shows for a permanent close; transient ones show "Reconnecting". */
export const CLOSE_TEXT: Partial<Record<number, string>> = {
  [CLOSE.malformed]: say`This window sent something the studio could not read. Reload it.`,
  [CLOSE.revoked]: say`You no longer have access to this document. Ask whoever runs your team to let you in again.`,
  [CLOSE.readOnly]: say`You can look but not edit here. Ask for the right to edit, then reload this window.`,
  [CLOSE.notFound]: say`This document was deleted. Go back to Home to open another.`,
  [CLOSE.epoch]: say`This document was replaced. Reload to see the new one.`,
  [CLOSE.duplicate]: say`This work is already in the document. Reload to see it.`,
  [CLOSE.tooLarge]: say`That edit is larger than the limit. Reload this window and bring it in in smaller pieces.`,
  [CLOSE.clientOutdated]: say`This window is older than the studio. Reload it; edits made offline are kept.`,
};
