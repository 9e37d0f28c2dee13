import type { Mutant } from './mutant.ts';

const FOLLOW = ['shared/src/document/moves/follow-moves.test.ts'];
const REPLACE = ['shared/src/document/commands/replace-matches.test.ts'];

/** What a writer does in the script while others write in it. */
export const SCRIPT_ROOM_MUTANTS: readonly Mutant[] = [
  {
    why: 'what is typed in a scene that somebody moves would be taken for seen, and be gone',
    file: 'shared/src/document/moves/unseen-edits.ts',
    find: 'some(({ client }) => client === from.client)) return true;',
    replace: 'some(({ client }) => client === from.client)) return false;',
    tests: FOLLOW,
  },
  {
    why: 'each window would bring over what another one typed too, and words would stand there twice',
    file: 'shared/src/document/moves/unseen-edits.ts',
    find: 'return letter.client === client && letter.clock >= clock;',
    replace: 'return letter.clock >= clock;',
    tests: FOLLOW,
  },
  {
    why: 'what the mover wrote in the scene would be taken out again',
    file: 'shared/src/document/moves/unseen-edits.ts',
    find: `if (words !== '' && !isRemoved(words)) text += words;`,
    replace: '',
    tests: FOLLOW,
  },
  {
    why: 'a block made in a scene that somebody moves would stay behind in another one',
    file: 'shared/src/document/moves/follow-moves.ts',
    find: 'if (made.length === 0) return [];',
    replace: 'return [];',
    tests: FOLLOW,
  },
  {
    why: 'blocks a mover had seen, and left where they are, would be pulled along',
    file: 'shared/src/document/moves/own-edits.ts',
    find: 'if (this.asking || this.seen === undefined) return;',
    replace: 'return;',
    tests: FOLLOW,
  },
  {
    why: 'a scene two people moved at once would stand twice under one id, and be one scene to everything else',
    file: 'shared/src/document/moves/follow-moves.ts',
    find: `for (const element of doubled) element.setAttribute('id', newId());`,
    replace: '',
    tests: FOLLOW,
  },
  {
    why: 'undoing a move would take out what others wrote in the scene since',
    file: 'client/src/features/script/model/reversals.ts',
    find: 'if (item === undefined || way === undefined) return own();',
    replace: 'return own();',
    tests: ['client/src/features/script/model/reversals.test.ts'],
  },
  {
    why: 'C4: replacing in a block that somebody has just changed would write over other words',
    file: 'shared/src/document/commands/replace-matches.ts',
    find: ' || blockTextOf(element) !== text',
    replace: '',
    tests: REPLACE,
  },
  {
    why: 'C4: letters that stay would be written anew, and what is typed between them lost',
    file: 'shared/src/document/replace-in-block.ts',
    find: 'while (head < most && old[head] === insert[head]) head++;',
    replace: '',
    tests: REPLACE,
  },
  {
    why: 'a replacement of a whole chapter would be refused by the server, and shut its writer out',
    file: 'shared/src/document/commands/replace-matches.ts',
    find: 'blocks.some(({ replacements }) => replacements.length > MOST.inBlock)',
    replace: 'false',
    tests: REPLACE,
  },
  {
    why: 'L6: a heading would stand alone at the foot of a page',
    file: 'shared/src/layout/paginate.ts',
    find: 'return !this.isFresh && this.headings;',
    replace: 'return false;',
    tests: ['shared/src/layout/script-layout.test.ts'],
  },
];
