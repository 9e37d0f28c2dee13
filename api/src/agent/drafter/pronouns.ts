import type { CharacterDna } from '@trashfire/shared/document/dna';
import type { Script } from '@trashfire/shared/fountain/script';

/** Somebody with the names they go by, in capitals. */
interface Named {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** Subjects and owners. An object ("runs up behind her.") is mostly somebody else. */
const PRONOUN = /(?<![\p{L}])(he|his|himself|she|herself|her(?= \p{L}))(?![\p{L}])/giu;
const MASCULINE = /^(?:he|his|himself)$/i;
/** How given names of the languages scripts are mostly written in tend to end; a guess, and only where the script says nothing. */
const MASCULINE_END = /(?:o|os|us|as|er|ck|rd|rt|ld|ias|ius|el|ik|ov|olf|hn)$/i;
const FEMININE_END = /(?:a|ah|ie|elle|ette|ine|lyn|lynn|eth|ise|ora|is)$/i;

/**
 * Which frame the script's own pronouns give somebody: counted in action that names nobody else up to the pronoun ("Juno takes
 * the stick. She grins.").
 * @returns null where they say nothing.
 */
export function frameByPronouns(script: Script, person: Named, cast: readonly Named[]): CharacterDna['frame'] | null {
  const own = namesPattern([person]);
  const others = namesPattern(cast.filter((other) => other !== person));
  let masculine = 0;
  let feminine = 0;
  for (const { blocks } of script.scenes) {
    for (const { type, text } of blocks) {
      if (type !== 'action') continue;
      const named = text.search(own);
      if (named < 0) continue;
      for (const pronoun of text.matchAll(PRONOUN)) {
        if (pronoun.index < named || others.test(text.slice(0, pronoun.index))) continue;
        if (MASCULINE.test(pronoun[0])) masculine += 1;
        else feminine += 1;
      }
    }
  }
  return masculine === feminine ? null : masculine > feminine ? 'masculine' : 'feminine';
}

/** @returns the frame a given name's ending suggests, or null. */
export function frameByEnding(name: string): CharacterDna['frame'] | null {
  const given = name.split(' ')[0] ?? '';
  if (FEMININE_END.test(given)) return 'feminine';
  return MASCULINE_END.test(given) ? 'masculine' : null;
}

/** Matches any of the names as a word, in capitals or as a name in a sentence; a pattern that never matches for nobody. */
function namesPattern(people: readonly Named[]): RegExp {
  const names = people.flatMap(({ name, aliases }) => [name, ...aliases]).filter((name) => name !== '');
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return escaped.length === 0 ? /(?!)/ : new RegExp(`(?<![\\p{L}])(?:${escaped.join('|')})(?![\\p{L}])`, 'iu');
}
