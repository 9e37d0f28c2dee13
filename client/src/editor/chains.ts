import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import type { ScreenplayBlock } from '@trashfire/shared/document/editor-schema';

/**
 * Which element follows which, as writers know it from screenplay programs. `change` turns the block itself into the
 * element, `after` begins a new block behind it.
 */
export type ChainStep = { readonly change: ScreenplayBlock } | { readonly after: ScreenplayBlock };

/** Enter at the end of a block. In an empty one that is not action it gives the element up instead of leaving it empty behind. */
export function onEnter(type: ScreenplayBlock, empty: boolean): ChainStep {
  if (empty && type !== 'action') return { change: 'action' };
  switch (type) {
    case 'character':
    case 'parenthetical':
      return { after: 'dialogue' };
    case 'dialogue':
    case 'lyrics':
      return { after: 'character' };
    case 'transition':
      return { after: 'sceneHeading' };
    default:
      return { after: 'action' };
  }
}

/** Tab: an empty block becomes the next likely element; behind text the next element begins. */
export function onTab(type: ScreenplayBlock, empty: boolean): ChainStep {
  if (empty) {
    switch (type) {
      case 'action':
        return { change: 'character' };
      case 'character':
        return { change: 'transition' };
      case 'dialogue':
        return { change: 'parenthetical' };
      case 'parenthetical':
        return { change: 'dialogue' };
      case 'transition':
        return { change: 'sceneHeading' };
      default:
        return { change: 'action' };
    }
  }
  if (type === 'character' || type === 'dialogue') return { after: 'parenthetical' };
  if (type === 'parenthetical') return { after: 'dialogue' };
  return { after: 'character' };
}

/** Shift+Tab goes back, always in the block itself. */
export function onShiftTab(type: ScreenplayBlock): ChainStep {
  switch (type) {
    case 'action':
      return { change: 'sceneHeading' };
    case 'dialogue':
      return { change: 'character' };
    case 'parenthetical':
      return { change: 'dialogue' };
    case 'transition':
      return { change: 'character' };
    default:
      return { change: 'action' };
  }
}

/** Elements whose text is in capitals, in the document and not by style alone, so that every export agrees. */
export const CAPITALS: ReadonlySet<ScreenplayBlock> = new Set(['sceneHeading', 'character', 'transition']);

/** Keys 1 to 6. */
export const ELEMENT_KEYS = [
  'sceneHeading',
  'action',
  'character',
  'parenthetical',
  'dialogue',
  'transition',
] as const satisfies readonly ScreenplayBlock[];

export const ELEMENT_LABEL: Readonly<Record<ScreenplayBlock, MessageDescriptor>> = {
  action: msg({ message: 'Action', context: 'screenplay element' }),
  sceneHeading: msg({ message: 'Scene heading', context: 'screenplay element' }),
  character: msg({ message: 'Character', context: 'screenplay element' }),
  parenthetical: msg({ message: 'Parenthetical', context: 'screenplay element' }),
  dialogue: msg({ message: 'Dialogue', context: 'screenplay element' }),
  lyrics: msg({ message: 'Lyrics', context: 'screenplay element' }),
  transition: msg({ message: 'Transition', context: 'screenplay element' }),
  centered: msg({ message: 'Centred', context: 'screenplay element' }),
  section: msg({ message: 'Section', context: 'screenplay element' }),
  synopsis: msg({ message: 'Synopsis', context: 'screenplay element' }),
  note: msg({ message: 'Note', context: 'screenplay element' }),
  boneyard: msg({ message: 'Cut text', context: 'screenplay element' }),
  pageBreak: msg({ message: 'Page break', context: 'screenplay element' }),
  titleField: msg({ message: 'Title page', context: 'screenplay element' }),
};

/** How much of a block there is and where the caret is in it: what Enter and Tab depend on. */
export interface CaretInBlock {
  readonly type: ScreenplayBlock;
  readonly empty: boolean;
  /** Behind the last letter; anywhere else Enter parts the block in two. */
  readonly atEnd: boolean;
}

/** What the next keys do, for the status bar and for screen readers: `Enter: dialogue, Tab: parenthetical`. */
export function keyHint({ type, empty, atEnd }: CaretInBlock): string {
  const name = (step: ChainStep) => i18n._(ELEMENT_LABEL['change' in step ? step.change : step.after]).toLowerCase();
  const tab = name(onTab(type, empty));
  if (!atEnd) return t`Enter: part in two, Tab: ${tab}`;
  const enter = name(onEnter(type, empty));
  return t`Enter: ${enter}, Tab: ${tab}`;
}
