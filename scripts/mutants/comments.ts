import type { Mutant } from './mutant.ts';

const ROUTES = ['tests/api/comments.integration.test.ts'];
const ANCHORS = ['shared/src/document/anchors/anchors.test.ts'];
const THREADS = ['client/src/features/comments/model/threads.test.ts'];

/** What people say about a place of an episode, and where that place is. */
export const COMMENT_MUTANTS: readonly Mutant[] = [
  {
    why: 'R3: anybody of a team could change and delete what another person said',
    file: 'api/src/features/comments/comments.ts',
    find: 'const where = { id: commentId, teamId, authorId: personId, deletedAt: null };',
    replace: 'const where = { id: commentId, teamId, deletedAt: null };',
    tests: ROUTES,
  },
  {
    why: 'something would be said in an episode that is deleted, and be removed unread',
    file: 'api/src/features/comments/repo.ts',
    find: ' AND deleted_at IS NULL FOR NO KEY UPDATE',
    replace: ' FOR NO KEY UPDATE',
    tests: ROUTES,
  },
  {
    why: 'a comment whose answer got lost would stand twice',
    file: 'api/src/features/comments/comments.ts',
    find: 'return await tx.commentThread.findFirst({ where, include: WHOLE });',
    replace: 'return await Promise.resolve(where && null);',
    tests: ROUTES,
  },
  {
    why: 'R7: an episode would hold threads without end, and its list be an answer without end',
    file: 'api/src/features/comments/repo.ts',
    find: 'if (threads >= COMMENT_LIMITS.threads || comments >= COMMENT_LIMITS.episode) {',
    replace: 'if (comments > COMMENT_LIMITS.episode) {',
    tests: ROUTES,
  },
  {
    why: 'R7: a thread would hold comments without end',
    file: 'api/src/features/comments/comments.ts',
    find: 'if (comments.length >= COMMENT_LIMITS.comments) {',
    replace: 'if (comments.length < 0) {',
    tests: ROUTES,
  },
  {
    why: 'a thread with answers of others would go with the comment that began it',
    file: 'api/src/features/comments/comments.ts',
    find: 'if (!left) {',
    replace: 'if (left) {',
    tests: ROUTES,
  },
  {
    why: 'what was read would be unread again by an answer that was overtaken',
    file: 'api/src/features/comments/repo.ts',
    find: 'greatest(thread_seen.count, excluded.count)',
    replace: 'excluded.count',
    tests: ROUTES,
  },
  {
    why: 'who resolved a thread first would be forgotten for who came second',
    file: 'api/src/features/comments/comments.ts',
    find: 'if ((thread.resolvedAt !== null) === resolved) return thread;',
    replace: '',
    tests: ROUTES,
  },
  {
    why: 'comments of an episode that was removed for good would stay for ever',
    file: 'prisma/migrations/0009_comments/migration.sql',
    find: `  DELETE FROM comment_thread t USING document d
    WHERE d.id = ANY (dead) AND d.kind = 'episode' AND t.team_id = d.team_id AND t.episode_id = split_part(d.id, ':', 2);
`,
    replace: '',
    tests: ROUTES,
  },
  {
    why: 'a thread would stand at an equal word that it is not about',
    file: 'shared/src/document/anchors/quote.ts',
    find: 'for (const sides of [2, 1]) {',
    replace: 'for (const sides of [2, 1, 0]) {',
    tests: ANCHORS,
  },
  {
    why: 'of two places that may be meant one would be taken',
    file: 'shared/src/document/anchors/quote.ts',
    find: 'return others.length === 0 ? only.at : null;',
    replace: 'return only.at;',
    tests: ANCHORS,
  },
  {
    why: 'a thread about one of two equal lines would go over to the other when its own is deleted',
    file: 'shared/src/document/anchors/quote.ts',
    find: 'if (!quote.once) return null;',
    replace: '',
    tests: ANCHORS,
  },
  {
    why: 'what is typed behind the words of a thread would become part of it',
    file: 'shared/src/document/anchors/positions.ts',
    find: 'end: encode(Y.createRelativePositionFromTypeIndex(last.run, last.at, -1)),',
    replace: 'end: encode(Y.createRelativePositionFromTypeIndex(last.run, last.at, 0)),',
    tests: ANCHORS,
  },
  {
    why: 'R7: a position somebody made up would put new roots into the document of everybody who looks',
    file: 'shared/src/document/anchors/positions.ts',
    find: 'if (position?.item == null) return null;',
    replace: 'if (position == null) return null;',
    tests: ANCHORS,
  },
  {
    why: 'R7: bytes that are no position would end the room of everybody who looks',
    file: 'shared/src/document/anchors/positions.ts',
    find: `  } catch {
    return null;
  }`,
    replace: `  } catch (error) {
    throw error;
  }`,
    tests: ANCHORS,
  },
  {
    why: 'an older view of a thread would take the place of a newer one',
    file: 'client/src/features/comments/model/threads.ts',
    find: 'if (known.version > thread.version) return list;',
    replace: '',
    tests: THREADS,
  },
  {
    why: 'what AltGr types would begin a comment',
    file: 'client/src/features/comments/model/use-comment-keys.ts',
    find: `return event.getModifierState('AltGraph') ? null : (KEYS[chordOf(event)] ?? null);`,
    replace: 'return KEYS[chordOf(event)] ?? null;',
    tests: ['client/src/features/comments/model/anchor-here.test.ts'],
  },
  {
    why: 'R3: a person of another team would be named by who knows their id',
    file: 'api/src/features/comments/repo.ts',
    find: 'const where = { teamId, personId: { in: [...ids] } };',
    replace: 'const where = { personId: { in: [...ids] } };',
    tests: ROUTES,
  },
];
