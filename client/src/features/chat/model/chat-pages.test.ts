import type { ChatListView, ChatMessageView } from '@trashfire/shared/api/contract';
import { describe, expect, it } from 'vitest';
import { firstUnread, messagesOf, unreadOf, withMessage } from './chat-pages.ts';
import { newUuid } from './new-uuid.ts';

function said(id: string, at: string, by = 'mika', mentions: string[] = []): ChatMessageView {
  const author = { id: by, name: by, color: '#84b4ff', initials: 'M', agent: false };
  return { id, episodeId: '0123456789AB', author, text: id, at, runId: null, context: null, mentions };
}
function page(...messages: ChatMessageView[]): ChatListView {
  return { messages, runs: [], more: true };
}

describe('pages of a conversation', () => {
  it('are one list in the order of time, each message once', () => {
    const pages = [page(said('c', '3'), said('d', '4')), page(said('a', '1'), said('b', '2'), said('c', '3'))];
    expect(messagesOf(pages).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('a message that comes by answer and by event stands once, on the newest page', () => {
    const chat = { pages: [page(said('c', '3')), page(said('a', '1'))], pageParams: [null, 'c'] };
    const twice = withMessage(withMessage(chat, said('d', '2')), said('d', '2'));
    expect(twice.pages.map(({ messages }) => messages.map(({ id }) => id))).toEqual([['d', 'c'], ['a']]);
    expect(twice.pageParams).toEqual(chat.pageParams);
  });

  it('what others said since is unread, and a call of oneself is told apart', () => {
    const messages = [said('a', '1'), said('b', '2', 'me'), said('c', '3', 'mika', ['me']), said('d', '4')];
    expect(unreadOf(messages, '1', 'me')).toEqual({ count: 2, called: true });
    expect(unreadOf(messages, '3', 'me')).toEqual({ count: 1, called: false });
    expect(unreadOf(messages, null, 'me').count).toBe(3);
    expect([firstUnread(messages, '1', 'me'), firstUnread(messages, '4', 'me'), firstUnread(messages, null, 'me')]).toEqual([
      'c',
      null,
      null,
    ]);
  });
});

it('ids of messages are UUIDs of version 4, each another', () => {
  const ids = Array.from({ length: 100 }, newUuid);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(100);
});
