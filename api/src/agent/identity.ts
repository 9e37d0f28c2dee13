import type { ChatMessageView } from '@trashfire/shared/api/contract';

/** Who the agent is in the room: its caret, its avatar and its words in the chat carry this. */
export const AGENT = { id: 'agent', name: 'Ember', color: '#00ffea' } as const;

/** The agent as an author: nobody's account, always marked as what it is (R8). */
export const AGENT_AUTHOR: ChatMessageView['author'] = { ...AGENT, initials: 'E', agent: true };
