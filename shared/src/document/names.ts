import { isId } from '../ids.ts';

/** The three kinds of document (DESIGN §4). `renders` is named by its episode's id. */
export const DOCUMENT_KINDS = ['series', 'episode', 'renders'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A document's name on the wire, in the log and in tickets: `episode:0123456789AB`. */
export type DocumentName = `${DocumentKind}:${string}`;

/** @param id of the series or the episode; not checked here, see {@link parseDocumentName}. */
export function documentName(kind: DocumentKind, id: string): DocumentName {
  return `${kind}:${id}`;
}

/** @returns the parts of a name, or null when it is not one (never throws: names arrive from the network). */
export function parseDocumentName(name: string): { kind: DocumentKind; id: string; name: DocumentName } | null {
  const colon = name.indexOf(':');
  const kind = DOCUMENT_KINDS.find((k) => k === name.slice(0, colon));
  const id = name.slice(colon + 1);
  return kind !== undefined && isId(id) ? { kind, id, name: documentName(kind, id) } : null;
}
