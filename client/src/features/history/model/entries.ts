import type { ViewOf } from '../../../api/http.ts';

type History = ViewOf<'history'>;
export type Version = History['versions'][number];
export type EditSession = History['sessions'][number];

/** A line of the history, newest first: what somebody named, or edits without a longer pause. */
export type Entry =
  | { readonly kind: 'version'; readonly key: string; readonly seq: number; readonly at: string; readonly version: Version }
  | { readonly kind: 'session'; readonly key: string; readonly seq: number; readonly at: string; readonly session: EditSession };

/**
 * Versions among the sessions they were named in: above the edits they hold. A version older than the last session that is loaded
 * waits until its page is.
 */
export function entriesOf(versions: readonly Version[], sessions: readonly EditSession[], whole: boolean): Entry[] {
  const oldest = sessions.at(-1)?.fromSeq ?? 0;
  const named = versions.filter(({ seq }) => whole || seq >= oldest);
  const entries: Entry[] = [
    ...named.map((version): Entry => ({ kind: 'version', key: version.id, seq: version.seq, at: version.createdAt, version })),
    ...sessions.map(
      (session): Entry => ({ kind: 'session', key: `edits-${session.toSeq}`, seq: session.toSeq, at: session.to, session }),
    ),
  ];
  return entries.sort((a, b) => b.seq - a.seq || b.at.localeCompare(a.at));
}
