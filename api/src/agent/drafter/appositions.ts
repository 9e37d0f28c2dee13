import { normalName } from '@trashfire/shared/document/bible-names';
import type { Script } from '@trashfire/shared/fountain/script';
import { isPersonNoun } from './people-words.ts';

/** Somebody with the names they go by, in capitals. */
interface Named {
  name: string;
  aliases: string[];
  lines: number;
}

const NAME = "(?:\\p{Lu}{1,5}\\. )?\\p{Lu}[\\p{Lu}\\p{M}'’-]+(?: \\p{Lu}[\\p{Lu}\\p{M}'’-]+){0,3}";
/** An age or a look between two stops: ", 34", ", in odd shoes". No capitals, which would be somebody else. */
const ASIDE = '(?:,? \\(?[^\\p{Lu},.;:()–—]{1,40}\\)?){0,2}?';
/** Behind a second name: the sentence goes on about the one person ("MARA, the COOK and the MAID" are three). */
const ENDS = "(?![\\p{L}\\p{N}'’])(?!,? (?:and|or|&)\\b)";
/** One person under two names in the action: what stands first is a name, so no article is before it. */
const TWICE_NAMED = [
  // "LIEUTENANT COMMANDER PRUITT, 34, the XO", "LEN PIKE - the BUTCHER - fifty".
  new RegExp(
    `(?<!\\b(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Tt]heir) )(?<![\\p{L}\\p{N}])(${NAME})${ASIDE}(?:,| --?| –| —) the (${NAME})${ENDS}`,
    'gu',
  ),
  // "JOSEF BAUER - PAPA - forties": between dashes no article is needed.
  new RegExp(`(?<![\\p{L}\\p{N}])(${NAME})${ASIDE}(?: --?| –| —) (${NAME})(?= (?:--?|–|—) )`, 'gu'),
  // "MRS. ARDLEY (30), in black. CATHERINE ARDLEY has been a widow": the next sentence begins with her whole name.
  /(?<![\p{L}\p{N}])((?:MRS?|MS|MISS|DR|LADY|LORD)\.? (\p{Lu}[\p{Lu}'’-]+))(?![\p{L}\p{N}])[^.!?]{0,200}[.!?] (\p{Lu}[\p{Lu}'’-]+ \2) (?=has|had|is|was)/gu,
  // "CAPCOM, thirty, is the one they call Houston".
  new RegExp(
    `(?<![\\p{L}\\p{N}])(${NAME})${ASIDE},? (?:is|was) (?:the one |whom )?(?:they|everybody|everyone|people) calls? (?:the )?(\\p{Lu}\\p{L}+)`,
    'gu',
  ),
  // "a ROOSTER they call EL GENERAL".
  new RegExp(
    `(?<![\\p{L}\\p{N}])(${NAME})(?: that| whom)? (?:they|everybody|everyone|people|he|she) calls? (${NAME})${ENDS}`,
    'gu',
  ),
  // "SUNITA RAO, 55, whom the whole street calls MUMMY".
  new RegExp(`(?<![\\p{L}\\p{N}])(${NAME})${ASIDE},? whom [\\p{Ll} ]{1,30} calls? (${NAME})${ENDS}`, 'gu'),
  // "the HUSBAND, NEIL, a thermos": a part and then the name, and then more of the same person.
  new RegExp(`(?:['’]s|\\b[Tt]he) (${NAME}), (${NAME})(?=,? \\(?(?:\\p{Ll}|\\d))${ENDS}`, 'gu'),
];
/** "MR. SALE, forty. To the crew he is the POLITICAL MAN": a pronoun for the last name before it. */
const CALLED = new RegExp(
  `(?<![\\p{L}\\p{N}])(${NAME})(?![\\p{L}\\p{N}])[^\\p{Lu}]{0,80}(?:[.!?] [^.!?]{0,60})?\\b(?:(?:he|she) is|(?:he|she)['’]s|calls? (?:him|her)|known as|called) (?:the )?(${NAME})${ENDS}`,
  'gu',
);

/** @returns pairs of names that the action says are one person's, in the order of the script. */
export function namedTwice(script: Script): [string, string][] {
  const actions = script.scenes.flatMap(({ blocks }) => blocks.filter(({ type }) => type === 'action').map(({ text }) => text));
  return actions.flatMap((text) =>
    [...TWICE_NAMED, CALLED].flatMap((pattern) =>
      [...text.replace(/\s+/g, ' ').matchAll(pattern)].map(([, one = '', middle = '', last]): [string, string] => [
        normalName(one),
        normalName(last ?? middle),
      ]),
    ),
  );
}

/**
 * Joins who is introduced under a name and cued by a part: KIP HOLLIDAY, 45, the HOST. Two who both speak stay two, whatever the
 * action calls them: a line would change its speaker.
 */
export function joinNamedTwice<T extends Named>(people: readonly T[], pairs: readonly (readonly [string, string])[]): T[] {
  const left = new Set(people);
  const find = (name: string) => [...left].find((one) => one.name === name || one.aliases.includes(name));
  for (const [one, other] of pairs) {
    const [first, second] = [find(one), find(other)];
    if (!first || !second || first === second || (first.lines > 0 && second.lines > 0)) continue;
    const [kept, gone] = second.lines > first.lines ? [second, first] : [first, second];
    kept.aliases.push(gone.name, ...gone.aliases);
    kept.lines += gone.lines;
    left.delete(gone);
  }
  // MRS. ARDLEY is CATHERINE ARDLEY by now, so a silent CATHERINE is nobody else.
  for (const silent of [...left].filter(({ name, lines }) => lines === 0 && !name.includes(' ') && !isPersonNoun(name))) {
    const whole = [...left].find((one) => one !== silent && one.aliases.some((alias) => alias.startsWith(`${silent.name} `)));
    whole?.aliases.push(silent.name, ...silent.aliases);
    if (whole) left.delete(silent);
  }
  return [...left];
}
