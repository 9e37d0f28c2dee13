import type { Mutant } from './mutant.ts';

const DRAWINGS = ['tests/api/gallery.integration.test.ts'];
const COMMANDS = ['shared/src/document/commands/gallery-commands.test.ts'];
const MODEL = ['client/src/features/gallery/model/items.test.ts'];
const PROGRESS = ['client/src/features/gallery/model/use-drawings.test.ts'];

/** What keeps the gallery true: whose pictures it shows, how far they are, and that what is marked stays marked. */
export const GALLERY_MUTANTS: readonly Mutant[] = [
  {
    why: 'takes made in one moment would be left out where a page ends between them',
    file: 'api/src/features/render/episode-takes.ts',
    find: 'OR (picture.created_at =',
    replace: 'OR (FALSE AND picture.created_at =',
    tests: DRAWINGS,
  },
  {
    why: 'R3: takes of another team’s episode would be shown',
    file: 'api/src/features/series/repo.ts',
    find: 'where: { id, teamId, deletedAt: null, series: { deletedAt: null } }',
    replace: 'where: { id, deletedAt: null, series: { deletedAt: null } }',
    tests: DRAWINGS,
  },
  {
    why: 'a bar would move while nobody draws',
    file: 'client/src/features/gallery/model/use-drawings.ts',
    find: "const done = count(['done']);",
    replace: "const done = count(['done', 'running']);",
    tests: PROGRESS,
  },
  {
    why: 'what failed would never be drawn again, however often it is asked for',
    file: 'api/src/features/render/drawings.ts',
    find: "tasks.filter(({ state }) => state === 'failed'),",
    replace: "tasks.filter(({ state }) => state === 'cancelled'),",
    tests: DRAWINGS,
  },
  {
    why: 'candidates of a shot with a picture of somebody’s own would all be that picture',
    file: 'api/src/features/render/drawings.ts',
    find: '{ ...shot, ownPicture: null }',
    replace: 'shot',
    tests: DRAWINGS,
  },
  {
    why: 'one tag would stand twice, in two spellings',
    file: 'shared/src/document/commands/mark-items.ts',
    find: 'if (!byKey.has(tagKey(tag)))',
    replace: 'if (!byKey.has(tag))',
    tests: COMMANDS,
  },
  {
    why: 'a tag given to a favourite would make it none',
    file: 'shared/src/document/commands/mark-items.ts',
    find: 'starred: starred ?? now.starred',
    replace: 'starred: starred ?? false',
    tests: COMMANDS,
  },
  {
    why: 'drawings of a sheet would stand among the takes of the shots',
    file: 'client/src/features/gallery/model/items.ts',
    find: "if ((view === null && take.kind === 'still') || seen.has(take.hash)) return [];",
    replace: 'if (seen.has(take.hash)) return [];',
    tests: MODEL,
  },
];
