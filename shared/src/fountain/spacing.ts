import type { ScreenplayBlock } from '../document/editor-schema.ts';
import type { LineState } from './classify.ts';
import { afterLineEnd, isBlankLine, isEmptyLine, isLineEnd, lineEndFrom } from './lines.ts';

/** Blank lines between blocks: what the format asks for, and what is usual where it leaves the choice. */

/** `joined`: the next line at once. `blank`: a blank line between. `line`: whatever is there, a line end at least. */
export type Gap = 'joined' | 'blank' | 'line';

/**
 * @param after the state the block above leaves, before any blank line.
 * @param below the block that follows, with the first character of its source when that is kept.
 * @param fresh whether one of the two was born in the editor, so that the usual form applies.
 */
export function gapBetween(
  above: ScreenplayBlock,
  after: LineState,
  below: { type: ScreenplayBlock; mark: string | undefined },
  fresh: boolean,
): Gap {
  if (above === 'titleField') return below.type === 'titleField' ? 'joined' : 'blank';
  const usual: Gap = fresh ? 'blank' : 'line';
  switch (below.type) {
    case 'dialogue':
    case 'parenthetical':
      return after.inDialogue ? 'joined' : 'blank';
    case 'lyrics':
      if (above === 'lyrics') return 'blank';
      return after.inDialogue && fresh ? 'joined' : usual;
    case 'note':
    case 'boneyard':
      return after.inDialogue && fresh ? 'joined' : usual;
    case 'action':
      if (above === 'action') return 'blank';
      return after.inDialogue && below.mark !== '!' ? 'blank' : usual;
    case 'sceneHeading':
    case 'character':
      return after.blankBefore ? usual : 'blank';
    case 'transition':
      return below.mark === '>' && !after.inDialogue ? usual : after.blankBefore ? usual : 'blank';
    case 'pageBreak':
      return usual;
    default:
      return after.inDialogue ? 'blank' : usual;
  }
}

/** @returns whether the line ends after a block hold a blank line; inside a speech a line of two spaces is not one. */
export function hasBlank(tail: string, inDialogue: boolean): boolean {
  const first = lineEndFrom(tail, 0);
  for (let at = afterLineEnd(tail, first); at < tail.length; at = afterLineEnd(tail, lineEndFrom(tail, at))) {
    if (inDialogue ? isEmptyLine(tail, at) : isBlankLine(tail, at)) return true;
  }
  return false;
}

/** @param tail what follows a block's text in its source: line ends and blank lines. @returns it with the gap the next block needs. */
export function fitTail(tail: string, gap: Gap, inDialogue: boolean, eol: string): string {
  const ended = tail !== '' && isLineEnd(tail.charCodeAt(tail.length - 1)) ? tail : tail + eol;
  if (gap === 'joined') return hasBlank(ended, inDialogue) ? ended.slice(0, afterLineEnd(ended, lineEndFrom(ended, 0))) : ended;
  return gap === 'blank' && !hasBlank(ended, inDialogue) ? ended + eol : ended;
}
