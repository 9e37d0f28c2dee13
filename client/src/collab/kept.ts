import type { DocumentName } from '@trashfire/shared/document/names';
import { DOCUMENT_SCHEMA_VERSION } from '@trashfire/shared/document/schema';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import * as Y from 'yjs';
import { type Copy, currentCopy, databaseOf } from './copies.ts';
import { CopyFollower } from './copy-follower.ts';
import { awaitNotes, type CopyNotes, savedState, WAIT_MS, within } from './copy-notes.ts';
import { setCopyTrouble } from './copy-trouble.ts';
import { StoredCopy } from './stored-copy.ts';

/** What this browser has of a document from before, edits the server never got included. */
export interface Kept {
  readonly doc: Y.Doc;
  readonly epoch: number | null;
  /** It is noted that edits in it are not known to be on the server. */
  readonly unsaved: boolean;
  /** The copy was written by a newer program than this window runs: it is left alone, and the window has to be reloaded. */
  readonly outdated: boolean;
  /** Keeps the copy's notes true to the session, and throws the copy away when nothing in it is needed. */
  follow(session: DocumentSession): void;
  close(): Promise<void>;
}

interface Found {
  copy: Copy;
  notes: CopyNotes;
}

/** Opens the copy that `person` has in this browser. A browser that is slow, or keeps nothing, does not keep the document from opening. */
export async function openKept(person: string, name: DocumentName): Promise<Kept> {
  const doc = new Y.Doc();
  const finding = find(person, name);
  finding.catch(() => setCopyTrouble(name, true));
  const found = await within(WAIT_MS, null, finding);
  const outdated = found !== null && isNewer(found);
  let copy: StoredCopy | null = null;
  let closed = false;
  const attach = ({ copy: which, notes }: Found): CopyNotes => {
    const database = databaseOf(person, which);
    const onTrouble = (trouble: boolean) => setCopyTrouble(name, trouble);
    copy = new StoredCopy({ database, doc, schemaVersion: DOCUMENT_SCHEMA_VERSION, onTrouble });
    return notes;
  };
  const before = found === null || outdated ? null : attach(found);
  if (copy !== null) await within(WAIT_MS, null, (copy as StoredCopy).loaded);
  const follow = (session: DocumentSession, stored: StoredCopy, notes: CopyNotes | null) => {
    const follower = new CopyFollower(stored, notes, session.status.pending);
    stored.follower = follower;
    void stored.loaded.then(() => {
      follower.loaded();
      follower.follow(session.status);
    });
    session.onStatus((status) => follower.follow(status));
  };
  return {
    doc,
    epoch: before?.epoch ?? null,
    unsaved: savedState(before) === 'unsaved',
    outdated,
    follow(session) {
      if (copy !== null) follow(session, copy, before);
      else if (!outdated) void finding.then((late) => followLate(session, late)).catch(() => undefined);
    },
    async close() {
      closed = true;
      setCopyTrouble(name, false);
      await copy?.close();
      doc.destroy();
    },
  };

  /** The copy was found after the session had begun without it: it comes in if it is of the same content, and else stays where it is. */
  function followLate(session: DocumentSession, late: Found): void {
    if (closed || isNewer(late)) return;
    if (late.notes.epoch !== null && !session.keptUnder(late.notes.epoch)) {
      setCopyTrouble(name, true);
      return;
    }
    const notes = attach(late);
    if (copy !== null) follow(session, copy, notes);
  }
}

async function find(person: string, name: DocumentName): Promise<Found> {
  const copy = await currentCopy(person, name);
  // Before the content, so that what these flags stand for is in it.
  return { copy, notes: await awaitNotes(databaseOf(person, copy)) };
}

/** Opened by an older program, what it does not know would be taken out of the copy, and then out of the document. */
function isNewer({ notes }: Found): boolean {
  return notes.schema !== null && notes.schema > DOCUMENT_SCHEMA_VERSION;
}
