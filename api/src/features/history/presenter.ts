import type { PrismaClient } from '@trashfire/prisma/client';
import type { AuthorView, VersionView } from '@trashfire/shared/api/history-contract';
import { type Author, sameAuthor } from '@trashfire/shared/document/history/author';
import { AGENT } from '../../agent/identity.ts';
import { presentPerson } from '../session/person.ts';
import type { VersionRow } from './versions.ts';

export function presentVersion({ id, documentId, seq, name, createdBy, createdAt }: VersionRow): VersionView {
  return {
    id,
    document: documentId,
    seq: Number(seq),
    name,
    createdBy: presentPerson(createdBy),
    createdAt: createdAt.toISOString(),
  };
}

/** Names the authors of a log for people. @returns a function that knows all of `authors`. */
export async function presentAuthors(
  prisma: PrismaClient,
  teamId: string,
  authors: readonly Author[],
): Promise<(author: Author) => AuthorView> {
  const distinct: Author[] = [];
  for (const author of authors) if (!distinct.some((known) => sameAuthor(known, author))) distinct.push(author);
  const ids = [...new Set(distinct.flatMap(({ kind, id }) => (kind === 'person' ? [id] : [])))];
  const people = await prisma.person.findMany({ where: { id: { in: ids }, memberships: { some: { teamId } } } });
  const runs = [...new Set(distinct.flatMap(({ runId }) => (runId === null ? [] : [runId])))];
  const asked = await prisma.agentRun.findMany({ where: { id: { in: runs }, teamId }, include: { askedBy: true } });
  const person = new Map(people.map((row) => [row.id, row]));
  const asker = new Map(asked.map((run) => [run.id, run.askedBy.name]));
  return (author) => {
    if (author.kind === 'person') {
      const known = person.get(author.id);
      return { ...author, name: known?.name ?? 'Somebody who left', color: known?.color ?? null };
    }
    if (author.kind === 'service') return { ...author, name: 'Studio', color: null };
    const name = author.runId === null ? undefined : asker.get(author.runId);
    return { ...author, name: name === undefined ? AGENT.name : `${AGENT.name}, asked by ${name}`, color: AGENT.color };
  };
}
