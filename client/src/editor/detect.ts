import type { ScreenplayBlock } from '@trashfire/shared/document/editor-schema';

const HEADING = /^\s*(int|ext|est|i\/e|int\.?\/ext|ext\.?\/int)[. ]$/i;
const TRANSITION =
  /^\s*(((smash |match |jump |hard )?cut|fade|dissolve|wipe|iris|back)( back)?( in| out)?( to)?( black| white)?)(:)$/i;
const FADE_OUT = /^\s*fade (out|to black)\.$/i;

/**
 * What a line of action has just become by being typed on: `int.` begins a heading, `cut to:` is a transition.
 * @param text the block's text including the newest character. @returns null when it stays action.
 */
export function detectElement(text: string): ScreenplayBlock | null {
  if (HEADING.test(text)) return 'sceneHeading';
  if (TRANSITION.test(text) || FADE_OUT.test(text)) return 'transition';
  return null;
}
