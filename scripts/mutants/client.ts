import type { Mutant } from './mutant.ts';

/** What a person sees of others, of their own windows, and of a film that is older than the script. */
export const CLIENT_MUTANTS: readonly Mutant[] = [
  {
    why: 'one’s own other window would be a stranger with one’s own name',
    file: 'client/src/collab/presence.ts',
    find: `user.kind === 'person' && user.id === me?.id`,
    replace: 'false',
    tests: ['client/src/collab/presence.test.ts'],
  },
  {
    why: 'a docked panel would cover the room of a window made as narrow as a phone',
    file: 'client/src/app/ui-store.ts',
    find: `if (room === 'phone') return { chat: layer === 'chat', inspector: layer === 'inspector' };`,
    replace: '',
    tests: ['client/src/app/ui-store.test.ts'],
  },
  {
    why: 'R3: what is said in a film would be told to whoever knows its hash',
    file: 'api/src/features/render/captions.ts',
    find: 'where: { teamId, hash, task:',
    replace: 'where: { hash, task:',
    tests: ['tests/api/finished-renders.integration.test.ts'],
  },
  {
    why: 'a script that still uses the old name of a renamed place would lose it',
    file: 'client/src/features/bible/model/entries.ts',
    find: '[...entry.aliases, entry.name]',
    replace: '[...entry.aliases]',
    tests: ['client/src/features/bible/model/entries.test.ts'],
  },
  {
    why: 'two people of one name: the script could not tell who speaks',
    file: 'client/src/features/bible/model/entries.ts',
    find: `if (other !== undefined) return { kind: 'taken', name: other.name };`,
    replace: '',
    tests: ['client/src/features/bible/model/entries.test.ts'],
  },
  {
    why: 'R1: a colleague who deletes the episode would take what was just written out of the writer’s own browser',
    file: 'client/src/collab/unsaved.ts',
    find: 'CLOSE.notFound && !unsaved',
    replace: 'CLOSE.notFound',
    tests: ['client/src/collab/unsaved.test.ts'],
  },
  {
    why: 'R1: signing out as a reader would take edits for saved that nobody accepted',
    file: 'client/src/collab/unsaved.ts',
    find: 'if (!readOnly) this.#unsaved = false;',
    replace: 'this.#unsaved = false;',
    tests: ['client/src/collab/unsaved.test.ts'],
  },
  {
    why: 'Escape in the chat would stop what a colleague asked for',
    file: 'client/src/features/chat/model/composer-keys.ts',
    find: ' && run.askedBy.id === personId',
    replace: '',
    tests: ['client/src/features/chat/model/composer-keys.test.ts'],
  },
  {
    why: 'the Undo of a deletion would take back the edit after it',
    file: 'client/src/features/studio/model/newest-edit.ts',
    find: 'edit !== undefined && undo.undoStack.at(-1) === edit',
    replace: 'edit !== undefined',
    tests: ['client/src/features/studio/model/newest-edit.test.ts'],
  },
];
