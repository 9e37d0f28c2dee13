import {
  DOES_AS_ONLY_PEOPLE_DO,
  DOING_AS_PEOPLE_DO,
  endsLikeADoer,
  isPersonNoun,
  isStuff,
  LOOKS_LIKE_PEOPLE,
  MAY_DO_AS_PEOPLE_DO,
  RATHER_DOES_AS_PEOPLE_DO,
} from './people-words.ts';

/**
 * Whether "a KOMUSO" or "the TUNER" is somebody. No list holds every trade there is, and a rule of its own for each turn of
 * phrase makes up people elsewhere; so the grammar around the word is weighed. One sign is chance ("a GENERATOR hums"), several
 * are a person. Things are known the same way: by "it", by being in a hand, by standing behind "into the".
 */

/** A word in capitals behind an article, with what is written around it. */
export interface Shown {
  name: string;
  /** Last word of the name, which is what the story goes on to call it: NERVOUS BIDDER is "the bidder". */
  noun: string;
  /** Text of the paragraph up to the name, its article with it. */
  before: string;
  /** Rest of the sentence behind the name. */
  rest: string;
  /** Sentence after it. */
  next: string;
  /** What every later sentence says behind "the" and the noun, where it begins with them. */
  later: readonly string[];
}

/** Weighs as much as two middling signs; `tests/agent/held-out.test.ts` finds and makes up the fewest wrongly at it. */
const ENOUGH = 4;

const ARTICLE = '(?:an?|the|one|another|his|her|their|its) $';
/** Where the doer of a sentence stands: it begins the sentence or a part of it, or follows where it is, or its verb is before it. */
const AS_SUBJECT = [
  new RegExp(`(?:^|[.!?…:;,"”’)\\]]\\s+|[-–—]\\s+|\\b(?:and|but|as|while|where|when|then|until|suddenly) )${ARTICLE}`, 'i'),
  new RegExp(
    `(?:^|[.!?…:;]\\s+)(?:above|across|against|all|along|among|around|at|behind|below|beside|between|beyond|by|from|in|inside|just|near|next|now|on|opposite|out|outside|over|past|through|towards?|under|up|upon|down|half|here|there)\\b[^.!?]{0,60} ${ARTICLE}`,
    'i',
  ),
];
/** "Forty floors up a WINDOW WASHER dangles": how far away the doer is. */
const AWAY =
  /(?:^|[.!?…]\s+)(?:far|high|half|halfway|deep|further|\p{L}+ (?:floors?|stor(?:ies|eys)|feet|met(?:res|ers)|miles?|yards|rows?|seats?|tables?|doors?|steps))\b[^.!?,]{0,30} (?:an?|the) $/iu;
/** "At his feet kneels a SCRIBE": who is it that kneels? */
const INVERTED =
  /\b(?:sits|sit|kneels|stands|waits|crouches|squats|perches|comes|enters|appears|emerges|lounges|sleeps|hurries|strolls|walks|leans|works|follows) (?:an?|the|another) $/i;
/** "It goes in with a CLANG", "into the ALLEY", "opens the BOX": neither is somebody who comes into the picture. */
const AS_THING =
  /\b(?:with|into|onto|through|inside|under|on|in|of|off|up|down|opens?|closes?|holds?|drops?|grabs?|raises|lifts|pulls|presses|pushes|reads|wears|hits|plays|starts|drives|unfolds) (?:an?|the|his|her|their|its) $/i;
const PRONOUN = /\b(?:he|she|his|him|her|hers|himself|herself)\b/;
/** "a KNIFE in his hand": whose it is, not who it is. */
const CARRIED =
  /^ (?:in|on|at|to|over|from|under|around|across|against|behind|by|into|up|through|down|beside|between) (?:his|her|their)\b/;
const AGE_IN_WORDS = /^(?:,| \() ?(?:\p{Ll}+ ){0,2}(?:young|old|elderly|teenage|ageless|ancient|(?:middle-)?aged)\b/u;
/** " brings up a dog", ", bored, cuts the rope". */
const WITH_OBJECT =
  /^(?:,[^.!?]{1,80},)? \p{Ll}+s (?:\p{Ll}+ )?(?:an?|the|some|two|three|one|another|every|his|her|them|him|\p{Lu}[\p{Ll}]+['’]s)(?![\p{L}])/u;
const BODY =
  /^['’]s? (?:\S+ )?(?:hands?|eyes?|face|mouth|arms?|head|fingers?|shoulders?|lips|voice|knees?|feet|foot|back|brow|smile|jaw|wrists?|ears?|cheeks?|hair|stick|whip|coat|hat|sleeve|tail|paws?|nose)\b/i;

const ITS_BODY =
  /\bits (?:\p{Ll}+ )?(?:hands?|eyes?|face|mouth|arms?|head|fingers?|shoulders?|lips|knees?|feet|foot|paws?|tail|wings?|ears?|nose|tongue|fist|belly|hair)\b/u;
const ALIVE =
  /^,? (?:\p{Ll}+,? ){0,2}(?:asleep|awake|dozing|barefoot|pregnant|bored|drunk|weeping|unconscious|half-asleep|out of breath|in tears|on (?:his|her) (?:knees|back|feet|phone))\b/u;
/** Given to, spoken with, kissed: what stands before is done to nobody but somebody. */
const MET =
  /\b(?:(?:hands|gives|passes|offers|pays|shows|returns|explains|apologi[sz]es|whispers|bows|curtsies|surrenders)(?: [^.!?]{1,40})? to|(?:argues|haggles|flirts|quarrels|dances|shakes hands|chats|arm-wrestles)(?: [^.!?]{1,30})? with|kisses|hugs|embraces|thanks|greets|tips|pays|bribes|interviews|interrogates|asks|salutes|arrests|handcuffs|accosts) (?:an?|the|his|her) $/;
const GREETED = /\b(?:nods|smiles|winks|waves|scowls|grins|glares|shouts|barks) (?:to|at) (?:an?|the|his|her) $/;
/** "runs out, looks left, sees what comes, and runs back". */
const SEVERAL_VERBS = /^[^.!?]*? \p{Ll}{2,}s\b[^.!?]*, (?:and |then )?\p{Ll}{3,}s\b[^.!?]*,? and \p{Ll}{2,}s\b/u;
const WILL =
  /^(?:,[^.!?]{1,80},)? (?:holds|takes|wears|brings|hands|wipes|polishes|folds|irons|stirs|mends|tends|feeds|sorts|pours|offers|serves|counts|signs|checks|adjusts|inspects) (?:up |out )?(?:an?|the|his|her|some|two|three) /;
/** "in goggles", "in mirrored glasses": what dress is worn in. */
const DRESSED = /^ in (?:an? |his |her )?\p{Ll}/u;

interface Sign {
  why: string;
  weight: number;
  shows(shown: Shown): boolean;
}

const isSubject = ({ before }: Shown) =>
  AS_SUBJECT.some((pattern) => pattern.test(before)) || AWAY.test(before) || INVERTED.test(before);
/** Up to the next name, whose pronoun it would be. */
const ownRest = ({ rest }: Shown) => rest.split(/(?<=\s)\p{Lu}/u)[0] ?? '';

/** "a BISHOP, a GENERAL, a TOREADOR": the others of the list are known words for people. */
function inListWithPeople({ before, rest }: Shown): boolean {
  const [, left = ''] = /([\p{Lu}'’-]{2,})(?:, | and )(?:an?|the|his|her) $/u.exec(before) ?? [];
  const [, right = ''] = /^,? (?:and )?(?:an?|the|his|her|two|three) (?:[\p{Lu}'’-]+ )*([\p{Lu}'’-]{2,})/u.exec(rest) ?? [];
  return isPersonNoun(left) || isPersonNoun(right) || isPersonNoun(right.replace(/S$/, ''));
}

const SIGNS: readonly Sign[] = [
  {
    why: 'only people are "who"',
    weight: 4,
    shows: ({ rest }) => /^(?:,| [\p{Ll}' -]{0,40},?) who(?:se|m|['’]s)?\b/u.test(rest) || /^ who\b/.test(rest),
  },
  {
    why: 'a hand, a face, a voice of its own',
    weight: 4,
    shows: ({ rest, later }) => [rest, ...later].some((text) => BODY.test(text)),
  },
  { why: 'its knee, its eyes: no thing has them', weight: 4, shows: (shown) => isSubject(shown) && ITS_BODY.test(shown.rest) },
  { why: 'a state of the living', weight: 4, shows: ({ rest }) => ALIVE.test(rest) },
  { why: 'a verb that only people have', weight: 4, shows: ({ rest }) => DOES_AS_ONLY_PEOPLE_DO.test(rest) },
  {
    why: 'a verb that mostly people have',
    weight: 3,
    shows: ({ rest }) => !DOES_AS_ONLY_PEOPLE_DO.test(rest) && RATHER_DOES_AS_PEOPLE_DO.test(rest),
  },
  { why: 'it does so as people do', weight: 3, shows: (shown) => isSubject(shown) && DOING_AS_PEOPLE_DO.test(shown.rest) },
  { why: 'dressed, and the doer', weight: 1, shows: (shown) => isSubject(shown) && DRESSED.test(shown.rest) },
  { why: 'somebody gives it something or speaks with it', weight: 4, shows: ({ before }) => MET.test(before) },
  { why: 'somebody greets it', weight: 3, shows: ({ before }) => GREETED.test(before) },
  { why: 'several verbs of one doer', weight: 2, shows: (shown) => isSubject(shown) && SEVERAL_VERBS.test(shown.rest) },
  { why: 'it stands in one list with people', weight: 2, shows: inListWithPeople },
  { why: 'it is whose doer it is', weight: 1, shows: (shown) => isSubject(shown) && /\b(?:his|her|their) $/i.test(shown.before) },
  {
    why: 'a verb that wants a will and an object',
    weight: 2,
    shows: (shown) => isSubject(shown) && WILL.test(shown.rest),
  },
  { why: 'what is done and who does it', weight: 1, shows: ({ name, noun }) => name.includes(' ') && endsLikeADoer(noun) },
  { why: 'hair, dress, looks', weight: 3, shows: ({ rest }) => LOOKS_LIKE_PEOPLE.test(rest.replace(/^ (?:in|with) /, ', ')) },
  { why: 'an age in words', weight: 2, shows: ({ rest }) => AGE_IN_WORDS.test(rest) },
  {
    why: 'it does something with what is his or hers',
    weight: 3,
    shows: (shown) => isSubject(shown) && PRONOUN.test(ownRest(shown)) && !CARRIED.test(shown.rest),
  },
  {
    why: 'later it does what people do',
    weight: 3,
    shows: ({ later }) => later.some((text) => RATHER_DOES_AS_PEOPLE_DO.test(text)),
  },
  {
    why: 'later it is he or she',
    weight: 2,
    shows: ({ later }) => later.some((text) => PRONOUN.test(text.split(/\s\p{Lu}/u)[0] ?? '')),
  },
  { why: 'its name is of who does something', weight: 2, shows: ({ noun }) => endsLikeADoer(noun) },
  {
    why: 'it does to something what its name says that it does',
    weight: 2,
    shows: (shown) => endsLikeADoer(shown.noun) && isSubject(shown) && WITH_OBJECT.test(shown.rest),
  },
  { why: 'its verb stands before it', weight: 2, shows: ({ before }) => INVERTED.test(before) },
  {
    why: 'then he or she',
    weight: 2,
    shows: (shown) =>
      isSubject(shown) && /^(?:He|She|His|Her)\b/.test(shown.next) && !/\s\p{Lu}\p{Ll}+(?!['’]s)(?![\p{L}])/u.test(shown.rest),
  },
  {
    why: 'a verb that things have as well',
    weight: 1,
    shows: (shown) => isSubject(shown) && MAY_DO_AS_PEOPLE_DO.test(shown.rest),
  },
  {
    why: 'later, a verb that things have as well',
    weight: 1,
    shows: ({ later }) => later.some((text) => MAY_DO_AS_PEOPLE_DO.test(text)),
  },
  {
    why: 'it is "it"',
    weight: -3,
    shows: ({ rest, next }) => (/\bits\b/.test(rest) && !ITS_BODY.test(rest)) || /^(?:It|Its|It['’]s)\b/.test(next),
  },
  {
    why: 'it is in a hand or a place',
    weight: -3,
    shows: ({ before, rest }) => (AS_THING.test(before) && !AWAY.test(before)) || CARRIED.test(rest),
  },
  { why: 'it is a noise or stuff', weight: -6, shows: ({ noun }) => isStuff(noun) },
];

/** @returns whether what is shown behind an article is rather somebody than something. */
export function isRatherSomebody(shown: Shown): boolean {
  return SIGNS.reduce((sum, { weight, shows }) => sum + (shows(shown) ? weight : 0), 0) >= ENOUGH;
}
