import type { Mutant } from './mutant.ts';

const FOLLOW = ['shared/src/document/moves/follow-moves.test.ts'];
const OUTLINE = ['shared/src/document/commands/outline-commands.test.ts'];
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
    why: 'what is typed right below the head of an act that somebody moves would stay behind in another one',
    file: 'shared/src/document/moves/moved-blocks.ts',
    find: ` || element.nodeName === 'section';`,
    replace: ';',
    tests: FOLLOW,
  },
  {
    why: 'O2: a part of the outline would take over the scenes in front of which it is moved',
    file: 'shared/src/document/outline.ts',
    find: 'return before === null || before.level <= item.level;',
    replace: 'return true;',
    tests: OUTLINE,
  },
  {
    why: 'O2: an act moved into itself would be written into what is taken out at the same moment',
    file: 'shared/src/document/commands/move-outline.ts',
    find: 'next.from > item.from && next.from < item.to',
    replace: 'false',
    tests: OUTLINE,
  },
  {
    why: 'O2: undoing the move of a scene would put it into the act behind the one it was in',
    file: 'shared/src/document/commands/move-outline.ts',
    find: 'items.find(({ from }) => from >= item.to)?.id ?? null',
    replace: `items.find(({ from, kind }) => kind === item.kind && from >= item.to)?.id ?? null`,
    tests: OUTLINE,
  },
  {
    why: 'O3: the cut would tell another story than the outline',
    file: 'shared/src/document/commands/move-outline.ts',
    find: 'followStory(doc, sceneIdsIn(item));',
    replace: '',
    tests: OUTLINE,
  },
  {
    why: 'moving the last scene would take acts along that wait for theirs',
    file: 'shared/src/document/moves/scene-range.ts',
    find: 'const next = found === -1 ? blocks.length : found;',
    replace: 'if (found === -1) return { from, to: blocks.length };\n  const next = found;',
    tests: OUTLINE,
  },
  {
    why: 'O5: removing a card would leave its synopsis to what is above',
    file: 'shared/src/document/commands/remove-section.ts',
    find: '1 + synopsesBelow(blocks, at).length',
    replace: '1',
    tests: OUTLINE,
  },
  {
    why: 'a card let go on a scene of another act would stand in front of that act’s cards, or nowhere',
    file: 'client/src/features/outline/model/outline-order.ts',
    find: 'const target = peer ?? hit;',
    replace: 'const target = hit;',
    tests: ['client/src/features/outline/model/outline-order.test.ts'],
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
