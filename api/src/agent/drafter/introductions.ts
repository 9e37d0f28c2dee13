import { normalName } from '@trashfire/shared/document/bible-names';
import type { Script } from '@trashfire/shared/fountain/script';
import { isTitle, NOT_A_NAME, withoutTitles } from './names.ts';
import { ACTS, DOES_AS_PEOPLE_DO, isCreatureNoun, isPersonNoun, isStuff, LOOKS_LIKE_PEOPLE } from './people-words.ts';
import { isRatherSomebody } from './person-signs.ts';

/**
 * People whom the action shows, whether or not they ever speak. Screenplays write a person in capitals at their first
 * appearance, but also sounds (BANG), signs (EXIT), things (a RIFLE), stressed words and the camera. So capitals are only a
 * candidate, and somebody needs more: an age, a title, a word for a kind of person, or a life as a name in later sentences.
 */

/** A dot ends a sentence, save behind a title or an initial. */
const WORD = "(?:(?:MRS?|MS|MX|DR|SGT|LT|CAPT|COL|GEN|PROF|ST|REV|JR|SR|\\p{Lu})\\.|(?:Ma?c)?\\p{Lu}[\\p{Lu}\\p{M}'’-]+)";
/** Up to five words in capitals, the later ones possibly numbers: ODETTE PELL, GUARD #2, WOMAN IN A GREEN COAT. */
const NAME = `(?<![\\p{L}\\p{N}'’])(${WORD}(?: (?:${WORD}|A(?= \\p{Lu}{2})|#?\\d{1,3}(?![\\p{L}\\p{N}]))){0,4})(?![\\p{L}\\p{N}])`;
const IN_CAPITALS = new RegExp(NAME, 'gu');
const NUMBER =
  '(?:\\d{1,3}(?:s|-something|-ish)?|(?:ten|eleven|twelve|\\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)(?:-\\w+)?|teens|\\w+ties)';
const SMALL_NUMBER = '(?:two|three|four|five|six|seven|eight|nine)';
/** What comes between a name and what it says of somebody. */
const STOP = '(?:,| --?| –| —)';
/** `NAME (16)`, `NAME (late 40s)`, `NAME (a girl in a coat)`. */
const AGE_IN_BRACKETS = /^\s*\([^()]{0,40}?(?:\d|teen|child|kid|young|old|elder|\p{L}+ties)[^()]{0,40}\)/iu;
/** `NAME, 16, …`, `NAME, seventy, …`, `NAME, in her late fifties`, `NAME - mid-30s`. */
const AGE_BEHIND = new RegExp(
  `^${STOP} (?:in (?:his|her|their) |aged? |about |around |almost |nearly |barely )?(?:(?:early|mid|late)[ -]+)?(?:${NUMBER}\\b|${SMALL_NUMBER},)`,
  'iu',
);
/** `POL - BUDGET - 3 SEASONS AGO` is a label. */
const LABEL = /^ [-–—]+ \d+ \p{Lu}/u;
/** `NAME, a tall woman`, `NAME -- the landlord's cat`: the words up to the next stop, to look for a kind of person in. */
const APPOSITION = /^(?:,| --?| –| —) (?:an?|the|his|her|their) ((?:[\p{Ll}'’-]+ ){0,4}[\p{Ll}'’-]+)/u;
/** Words that stand in front of what is written on a thing. */
const WRITTEN =
  /(?:signs?|reads|says|posters?|stencil(?:led)?|labels?|letters|banners?|plaques?|headlines?|screens?|title|caption|logo|marked|written|spells|blinks|flashes)\b[^.!?]{0,30}$/i;
/** What stands before somebody who comes into the picture. */
const OPENING = /(?:^|[.!?…:;,]\s+|\b(?:and|with|by|sees?|finds?|reveals?|meets?|is|are|stands|sits|waits|comes) )$/i;
/** "ZEPHYR, it says." */
const WRITTEN_BEHIND = /^,? (?:it|they|the \p{Ll}+) (?:says?|reads?|spells?)\b/u;
const HAS_ARTICLE = /(?:^|[^\p{L}])(?:an?|the|one|another|his|her|their|['’]s) $/iu;
const QUOTED = /["“‘][^"”’]{0,60}$/;

/** More words in capitals are not looked at: each is looked up in the whole story, and a script may be all capitals. */
const MOST_CANDIDATES = 1500;
/** As many sentences about somebody say who it is. */
const MOST_MENTIONS = 20;

interface Candidate {
  name: string;
  before: string;
  after: string;
}

/** @returns names, in capitals, of people whom the action introduces. */
export function introducedIn(script: Script): string[] {
  const scenes = script.scenes.flatMap((scene) => scene.blocks);
  const actions = scenes.filter((block) => block.type === 'action').map((block) => unquoted(block.text));
  const story = actions.join('\n');
  const places = script.scenes.map((scene) => normalName(scene.parsed.place));
  const names = new Set<string>();
  // A line in capitals throughout is shouting or a title card.
  const candidates = actions.filter((text) => text !== text.toUpperCase()).flatMap(candidatesIn);
  for (const candidate of candidates.slice(0, MOST_CANDIDATES)) {
    if (!names.has(candidate.name) && isSomebody(candidate, story, places)) names.add(candidate.name);
  }
  return [...names];
}

/** JAMES "JIMMY" DOYLE is one name, and so is CAL PETTIBONE, known as COOKIE. */
function unquoted(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/(\p{Lu}{2,}), (?:known as|called|nicknamed|a\.?k\.?a\.?) (?=\p{Lu}{2})/gu, '$1 ')
    .replace(/(\p{Lu}{2,}) ["“‘'](\p{Lu}{2,})["”’'] (?=\p{Lu}{2})/gu, '$1 $2 ');
}

function candidatesIn(text: string): Candidate[] {
  return [...text.matchAll(IN_CAPITALS)].map((match) => {
    const whole = match[1] ?? '';
    // "AN ORGAN GRINDER": the article is none of the name. "THE" stays, cues have it too.
    const name = whole.replace(/^AN? /, '').replace(/['’-]+$/, '');
    return { name, before: text.slice(0, match.index), after: text.slice(match.index + whole.length) };
  });
}

function isSomebody(candidate: Candidate, story: string, places: readonly string[]): boolean {
  const { name, before, after } = candidate;
  if (name.length < 2 || NOT_A_NAME.test(name)) return false;
  if (AGE_IN_BRACKETS.test(after) || (AGE_BEHIND.test(after) && !LABEL.test(after))) return true;
  if (/^[!?]/.test(after) || isRepeated(candidate) || (/^:/.test(after) && !HAS_ARTICLE.test(before))) return false;
  if (WRITTEN.test(before) || WRITTEN_BEHIND.test(after) || QUOTED.test(before)) return false;
  return isIntroducedByKind(candidate, story) || livesOn(candidate, story, places) || isShown(candidate, story, places);
}

/** Somebody behind an article, by the grammar around them: "a KOMUSO, basket over his head, plays". */
function isShown({ name, before, after }: Candidate, story: string, places: readonly string[]): boolean {
  const noun = (name.split(/ (?:IN|WITH|AT|FROM|OF|ON)(?: |$)/)[0] ?? '').split(' ').at(-1) ?? '';
  if (!(HAS_ARTICLE.test(before) || /[:–—] $/.test(before)) || noun.length < 3 || isPlural(noun) || isPlace(name, places))
    return false;
  const [rest = '', next = ''] = after.split(/(?<=[.!?…])\s+/);
  const lines = story.matchAll(
    new RegExp(
      `(?:(?:^|[.!?…:;]\\s+)The ${escaped(noun.toLowerCase())}(?![\\p{L}-])|\\bthe ${escaped(noun.toLowerCase())}(?=['’]s))([^.!?\\n]{0,160})`,
      'gmu',
    ),
  );
  const later = [...lines].slice(0, MOST_MENTIONS).map((line) => line[1] ?? '');
  return isRatherSomebody({ name, noun, before, rest, next, later });
}

function isPlace(name: string, places: readonly string[]): boolean {
  return places.some((place) => ` ${place} `.includes(` ${name} `));
}

/** Somebody by what stands in or beside the name: a title, a kind of person, "his little sister", "a fat white cat". */
function isIntroducedByKind({ name, before, after }: Candidate, story: string): boolean {
  const words = name.split(' ');
  // WOMAN IN RED is a woman.
  const last =
    name
      .replace(/ (?:IN|WITH|AT|FROM|OF|ON) .*$/, '')
      .split(' ')
      .at(-1) ?? '';
  // COLONEL FAUST'S WONDERS is written over a gate, the CONSUL'S WIFE dances.
  if (/['’]S /.test(name) && !isPersonNoun(last)) return false;
  if (words.length > 1 && isTitle(words[0] ?? '') && withoutTitles(name) !== name) return true;
  // AMBASSADOR PLINTH, COUSIN NANDO: a kind of person and a name, where nothing else is called so (GUARD TOWER).
  const kindAndName = words.length > 1 && isPersonNoun(words[0] ?? '') && !isPersonNoun(last) && !isCommon(last, story);
  if (kindAndName && !/\b(?:an?|the) $/i.test(before) && (/^,/.test(after) || ACTS.test(after))) return true;
  // "RUTH'S DAUGHTER, IDA": the name behind the comma is who this is.
  if (isPersonNoun(last)) return !new RegExp(`^, ${WORD}|^['’]S?\\b`, 'u').test(after);
  // "With a HISS, a neighbour's cat …": what has an article is no name.
  const kind = /\b(?:an?|the) $/i.test(before) ? [] : (APPOSITION.exec(after)?.[1]?.split(' ') ?? []);
  if (kind.some(isCreatureNoun)) return true;
  if (isCreatureNoun(/([\p{L}-]+) (?:is|was|named|called),? $/u.exec(before)?.[1] ?? '')) return true;
  const [, noun = '', comma = ''] = /([\p{L}-]+)(,?) $/u.exec(before) ?? [];
  if (!isCreatureNoun(noun)) return false;
  // "The driver HONKS" is a stressed verb; "her sister IVES" shows up as a name again.
  const alone = words.length === 1 && /^(?:[,.]| and\b)/.test(after) && !/(?:S|ED|ING)$/.test(last);
  return comma !== '' || alone || mentioned(name, story) > 0;
}

/** Somebody by how the story goes on: capitals once, then a name among lower-case words. */
function livesOn(candidate: Candidate, story: string, places: readonly string[]): boolean {
  const { name, before, after } = candidate;
  if (/(?:^|\s)(?:the|a|an|of|in|on|at) $/i.test(before) || /^THE /.test(name)) return false;
  // "his RIFLE", but "facing her BIG RHONDA, no neck, …".
  if (/(?:^|\s)(?:his|her|its|their) $/i.test(before) && !LOOKS_LIKE_PEOPLE.test(after)) return false;
  if (name.length < 3 || isStuff(name) || /['’]S\b/.test(name) || isPlural(name) || isPlace(name, places)) return false;
  if (new RegExp(`\\b(?:[Tt]he|[Aa]n?) (?:${escaped(name)}|${escaped(titled(name))})\\b`, 'u').test(story)) return false;
  if (mentioned(name, story) > 0) return true;
  // "On a swing: SUBJECT NINE. She's swinging."
  if (/: $/.test(before) && /^\.(?: [^.!?]{1,60}\.)? (?:He|She)\b(?![^.!?]*\b(?:it|them)\b)/.test(after) && name.includes(' '))
    return true;
  const words = name.split(' ').filter((word) => !isCommon(word, story));
  // BIG ANSELM, whom they call Anselm.
  if (name.includes(' ') && words.some((word) => word.length > 2 && mentioned(word, story) > 0)) return true;
  // No word of OLD HANK PURVIS but his title is an ordinary one.
  const named = words.length >= Math.max(1, withoutTitles(name).split(' ').length);
  if (name.includes(' ')) return named && (LOOKS_LIKE_PEOPLE.test(after) || actsHere(candidate, /^, \p{Ll}/u.test(after)));
  if (words.length === 0) return false;
  const subject = `(?:^|[.!?…]\\s+)${escaped(titled(name))}(?: \\p{Ll}+s\\b|, \\p{Ll})`;
  const begins = story.match(new RegExp(subject, 'gmu'))?.length ?? 0;
  const described = /^, (?!(?:and|but|then|as|so|or|which|while|until)\b)\p{Ll}/u.test(after);
  // "The tower, dry for years, GROANS": a stressed verb is no name.
  const verb = /(?:S|ED|ING)$/.test(name) && !OPENING.test(before);
  return (
    begins >= (described || /: $/.test(before) ? 1 : 2) ||
    (!verb && LOOKS_LIKE_PEOPLE.test(after)) ||
    actsHere(candidate, described)
  );
}

/** JOLENE, apron, cigarette, wipes her hands: nobody seen again, but a person by what they do there. */
function actsHere({ name, before, after }: Candidate, described: boolean): boolean {
  if (/(?:ING|ED)$/.test(name)) return false;
  if (!OPENING.test(before)) return false;
  if (described) return ACTS.test(after) || /^[^.!?]{0,160}\b(?:he|she|his|her|him)\b/.test(after);
  return DOES_AS_PEOPLE_DO.test(after) || /^ (?:enters|sits|stands|waits|leans|stares|peers|arrives)\b/.test(after);
}

/** SECURITY GUARDS are a crowd. */
function isPlural(name: string): boolean {
  const last = name.split(' ').at(-1) ?? '';
  return last.endsWith('S') && isCreatureNoun(last.slice(0, -1));
}

/** DON, DON, DON is a drum. */
function isRepeated({ name, before, after }: Candidate): boolean {
  const again = new RegExp(`^[,.!…]* ${escaped(name)}(?![\\p{L}])`, 'u');
  return again.test(after) || before.endsWith(`${name}, `);
}

/** @returns whether the word, seen anywhere in small letters, is an ordinary one. */
function isCommon(word: string, story: string): boolean {
  return new RegExp(`(?<![\\p{L}])${escaped(word.toLowerCase())}(?![\\p{L}])`, 'u').test(story);
}

/** @returns how often a name stands inside a sentence as names do: only names have a capital there. */
function mentioned(name: string, story: string): number {
  const inside = name.includes(' ') ? '(?<![\\p{L}])' : "(?<=[\\p{Ll}\\p{N}'’][,;]? )";
  return story.match(new RegExp(`${inside}${escaped(titled(name))}(?![\\p{L}])`, 'gu'))?.length ?? 0;
}

/** GREAT-AUNT CLOVER as it stands in a sentence. */
function titled(name: string): string {
  return name.toLowerCase().replace(/(^|[\s-])\p{L}/gu, (initial) => initial.toUpperCase());
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
