import { plural, t } from '@lingui/core/macro';
import type { Loss, Losses } from '@trashfire/shared/fdx/read';

/** What came in differently, by kind and number; null where everything came in. */
export function lossWords(title: string, losses: Losses): string | null {
  const kinds = (Object.keys(WORDS) as Loss[]).flatMap((loss) => {
    const count = losses[loss] ?? 0;
    return count === 0 ? [] : [WORDS[loss](count)];
  });
  if (kinds.length === 0) return null;
  const list = kinds.reduce((all, kind) => t({ message: `${all}, ${kind}`, comment: 'Joins two entries of a list' }));
  return t`“${title}” came in from Final Draft, but not all of it: ${list}.`;
}

const WORDS: Record<Loss, (count: number) => string> = {
  revisions: (count) => plural(count, { one: '# revision mark left out', other: '# revision marks left out' }),
  unknownType: (count) =>
    plural(count, {
      one: '# paragraph of an unknown type read as the nearest one (action or scene heading)',
      other: '# paragraphs of an unknown type read as the nearest one (action or scene heading)',
    }),
  style: (count) =>
    plural(count, {
      one: '# stretch of text without its style (only bold, italic and underline are kept)',
      other: '# stretches of text without their style (only bold, italic and underline are kept)',
    }),
  omittedScene: (count) =>
    plural(count, {
      one: '# omitted scene without the text that was hidden in it',
      other: '# omitted scenes without the text that was hidden in them',
    }),
  cast: (count) => plural(count, { one: '# cast list left out', other: '# cast lists left out' }),
};
