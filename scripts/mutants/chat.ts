import type { Mutant } from './mutant.ts';

const TARGET = ['api/src/agent/ask-target.test.ts'];
const MARKDOWN = ['client/src/features/chat/model/markdown.test.ts'];
const CHAT = ['tests/api/chat.integration.test.ts'];
const OPEN_RUNS = ['tests/agent/open-runs.integration.test.ts'];

/** What keeps an ask to what it was about, a message to one place, and an answer from being more than text. */
export const CHAT_MUTANTS: readonly Mutant[] = [
  {
    why: 'a question would change the episode',
    file: 'api/src/agent/ask-target.ts',
    find: "if (readOnly) return 'read-only';",
    replace: '',
    tests: TARGET,
  },
  {
    why: 'an edit that names a shot beside the one that was pointed at would be let through',
    file: 'api/src/agent/ask-target.ts',
    find: 'ids.every((id) => allowed.includes(id))',
    replace: 'ids.some((id) => allowed.includes(id))',
    tests: TARGET,
  },
  {
    why: 'an edit of the start of the script, which names no line, would be inside of every target',
    file: 'api/src/agent/ask-target.ts',
    find: 'ids !== undefined && ids.length > 0',
    replace: 'ids !== undefined',
    tests: TARGET,
  },
  {
    why: 'where all that was pointed at is gone, something else would be done',
    file: 'api/src/agent/ask-target.ts',
    find: 'lost: gone.some(isPointing) && !refs.some(isPointing)',
    replace: 'lost: false',
    tests: TARGET,
  },
  {
    why: 'a link in an answer could be a script',
    file: 'client/src/features/chat/model/markdown.ts',
    find: "url !== null && (url.protocol === 'https:' || url.protocol === 'http:')",
    replace: 'url !== null',
    tests: MARKDOWN,
  },
  {
    why: 'an answer nested a thousand deep would end the page',
    file: 'client/src/features/chat/model/markdown.ts',
    find: 'if (depth > DEEPEST) return paragraph(token.raw);',
    replace: '',
    tests: MARKDOWN,
  },
  {
    why: 'R3: whoever knows the id of a message would be told what it says',
    file: 'api/src/features/chat/repo.ts',
    find: 'known.teamId === teamId && known.episodeId === episodeId && known.authorId === authorId',
    replace: 'known.id === id',
    tests: CHAT,
  },
  {
    why: 'R3: a message could call, and so name, people of other teams',
    file: 'api/src/features/chat/repo.ts',
    find: 'return found.map(({ personId }) => personId);',
    replace: 'return found.length > 0 ? [...ids] : [];',
    tests: CHAT,
  },
  {
    why: 'messages of one moment would be left out between two pages',
    file: 'api/src/features/chat/repo.ts',
    find: 'OR: [{ createdAt: { lt: edge.createdAt } }, { createdAt: edge.createdAt, id: { lt: edge.id } }]',
    replace: 'OR: [{ createdAt: { lt: edge.createdAt } }]',
    tests: CHAT,
  },
  {
    why: 'R6: an ask whose answer was lost would be refused, or done twice, when it is sent again',
    file: 'api/src/agent/service.ts',
    find: 'const before = id === undefined ? null : await sentBefore(tx, { id, teamId, episodeId, authorId: personId });',
    replace: 'const before = null as MessageRow | null;',
    tests: OPEN_RUNS,
  },
  {
    why: 'who sends in one window would empty what they are writing in another',
    file: 'client/src/features/chat/model/kept-chat.ts',
    find: 'next.draft === before.draft || emptied ?',
    replace: 'next.draft === before.draft ?',
    tests: ['client/src/features/chat/model/kept-chat.test.ts'],
  },
  {
    why: 'a message that one window has sent would come back unsent out of another',
    file: 'client/src/features/chat/model/kept-chat.ts',
    find: 'unchanged.has(one) ? [] : [[one.id, one] as const]',
    replace: '[[one.id, one] as const]',
    tests: ['client/src/features/chat/model/kept-chat.test.ts'],
  },
];
