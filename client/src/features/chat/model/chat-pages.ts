import type { ChatListView, ChatMessageView, RunView } from '@trashfire/shared/api/contract';
import { isOver } from './run-list.ts';

/** Pages of the conversation, the newest first, each oldest first: what react-query keeps of an infinite list. */
export interface ChatPages {
  readonly pages: readonly ChatListView[];
  readonly pageParams: readonly (string | null)[];
}

/** All messages that were fetched, oldest first, each once. */
export function messagesOf(pages: readonly ChatListView[]): ChatMessageView[] {
  const byId = new Map(pages.flatMap(({ messages }) => messages).map((message) => [message.id, message]));
  return [...byId.values()].sort(inTime);
}

/** Runs of the pages and of the live list, each once; the live one knows more. */
export function runsOf(pages: readonly ChatListView[], live: readonly RunView[]): RunView[] {
  const known = new Set(live.map(({ id }) => id));
  const older = pages.flatMap(({ runs }) => runs).filter(({ id }) => !known.has(id));
  return [...new Map(older.map((run) => [run.id, run])).values(), ...live];
}

/** A message may come by answer and by event; it stands once, on the newest page. */
export function withMessage(chat: ChatPages, message: ChatMessageView): ChatPages {
  const [newest, ...rest] = chat.pages;
  if (newest === undefined) return chat;
  const others = newest.messages.filter(({ id }) => id !== message.id);
  return { ...chat, pages: [{ ...newest, messages: [...others, message].sort(inTime) }, ...rest] };
}

function inTime(a: ChatMessageView, b: ChatMessageView): number {
  return a.at.localeCompare(b.at) || a.id.localeCompare(b.id);
}

/** @returns how many of the messages somebody has not read, and whether one of them calls them. */
export function unreadOf(
  messages: readonly ChatMessageView[],
  readAt: string | null,
  personId: string,
): { count: number; called: boolean } {
  const fresh = messages.filter(({ at, author }) => author.id !== personId && (readAt === null || at > readAt));
  return { count: fresh.length, called: fresh.some(({ mentions }) => mentions.includes(personId)) };
}

/** @returns the first message that came after somebody looked last, where the line "New" stands; null when there is none. */
export function firstUnread(messages: readonly ChatMessageView[], readAt: string | null, personId: string): string | null {
  if (readAt === null) return null;
  return messages.find(({ at, author }) => at > readAt && author.id !== personId)?.id ?? null;
}

/** A run stands under what the agent said in it; before it has said anything, under the question. */
export function runUnder(
  message: ChatMessageView,
  runs: ReadonlyMap<string, RunView>,
  said: ReadonlySet<string>,
): RunView | null {
  if (message.runId === null) return null;
  if (!message.author.agent && said.has(message.runId)) return null;
  return runs.get(message.runId) ?? null;
}

/** What was asked and did not come to its end. */
export function canRetry(run: Pick<RunView, 'state'>): boolean {
  return isOver(run) && run.state !== 'done';
}
