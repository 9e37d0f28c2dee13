import { Anchor, type CommentView, mentionedIn, type ThreadView } from '@trashfire/shared/api/comments-contract';
import type { PersonView } from '@trashfire/shared/api/contract';
import { presentPerson } from '../session/person.ts';

interface PersonRow {
  id: string;
  name: string;
  color: string;
}

export interface CommentRow {
  id: string;
  text: string;
  createdAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
  author: PersonRow;
}

export interface ThreadRow {
  id: string;
  episodeId: string;
  anchor: unknown;
  version: number;
  createdAt: Date;
  resolvedAt: Date | null;
  resolvedBy: PersonRow | null;
  comments: CommentRow[];
}

function presentComment({ id, author, text, createdAt, editedAt, deletedAt }: CommentRow): CommentView {
  return {
    id,
    author: presentPerson(author),
    text,
    at: createdAt.toISOString(),
    edited: editedAt !== null,
    deleted: deletedAt !== null,
  };
}

/** A thread as windows get it. @param people of the team, by id: who is mentioned is one of them, or nobody. */
export function presentThread(row: ThreadRow, people: ReadonlyMap<string, PersonView>): ThreadView {
  const mentioned = new Set(row.comments.flatMap(({ text }) => mentionedIn(text)));
  const { resolvedBy, resolvedAt } = row;
  return {
    id: row.id,
    episodeId: row.episodeId,
    anchor: Anchor.parse(row.anchor),
    version: row.version,
    comments: row.comments.map(presentComment),
    resolved: resolvedBy === null || resolvedAt === null ? null : { by: presentPerson(resolvedBy), at: resolvedAt.toISOString() },
    mentioned: [...mentioned].flatMap((id) => people.get(id) ?? []),
    at: row.createdAt.toISOString(),
  };
}
