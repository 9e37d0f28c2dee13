import { normalName } from '@trashfire/shared/document/bible-names';
import { withoutTitles } from './names.ts';
import { isPersonNoun } from './people-words.ts';

interface Named {
  name: string;
  aliases: string[];
  lines: number;
}

/** What the script says about names, beside the names. */
export interface NameSense {
  /** Whether the word stands in the action as a plain word ("the clerk"), so that two may be it. */
  isCommon(word: string): boolean;
  /** Whether the long name speaks in every scene in which the short one does. */
  together(short: string, long: string): boolean;
  /** Whether the action names the long one in capitals in a scene in which the short one speaks. */
  shownWhere(short: string, long: string): boolean;
}

/** Words that set one person apart from another of the same name or kind: YOUNG HARU is not HARU, FIRST MINER not MINER. */
const APART =
  /^(?:YOUNG|YOUNGER|OLDER|TEEN|TEENAGE|ADULT|GROWN-UP|FUTURE|PAST|OTHER|ANOTHER|FIRST|SECOND|THIRD|FOURTH|FAKE|EVIL|GHOST|NEW|NOT|FORMER)\b|\b(?:ONE|TWO|THREE|FOUR|FIVE|JR\.?|SR\.?|JUNIOR|SENIOR|#?\d+)$/;
/** The same, of a kind of person: OLD GUARD is not GUARD, though OLD MATTIS is MATTIS. */
const APART_OF_KIND = /^(?:OLD|BIG|LITTLE|TALL|SHORT|FAT|THIN|SMALL|LARGE)\b/;
/** Kinds so wide that every word before them sets somebody apart. */
const ANYBODY = /^(?:MAN|WOMAN|BOY|GIRL|KID|CHILD|GUY|PERSON|VOICE|STRANGER|CAT|DOG|BEE)S?$/;
const MASCULINE = /^(?:MR\.?|SIR|LORD|FATHER|UNCLE|BROTHER|KING|PRINCE|GRANDFATHER|GRANDPA)$/;
const FEMININE = /^(?:MRS\.?|MISS|MS\.?|LADY|DAME|MOTHER|MAMA|AUNT|SISTER|QUEEN|PRINCESS|GRANDMOTHER|GRANDMA)$/;
/** Titles of a woman whose name is her husband's, so that the name alone may be his. */
const WIFE = /^(?:MRS\.?|LADY) /;

/**
 * Joins the names of one person: who is introduced as CAPTAIN ORLA FINCH and cued FINCH, who is MISS SORREL to one and SORREL to
 * another. Nobody is joined where two would fit: PELL may be MR. PELL or MRS. PELL.
 */
export function mergeNames<T extends Named>(people: readonly T[], sense: NameSense): T[] {
  const pairs: { short: T; long: T }[] = [];
  for (const long of people) {
    const shorts = people.filter((short) => short !== long && isShortFor(short, long, sense));
    // SER ALDRIC OF VANE is SER ALDRIC, who is ALDRIC: one person.
    const roots = shorts.filter((short) => !shorts.some((other) => other !== short && isShortFor(other, short, sense)));
    const [short] = roots;
    if (short !== undefined && roots.length === 1) pairs.push({ short, long });
  }
  const gone = new Map<T, T>();
  for (const { short, long } of pairs) {
    const all = pairs.filter((pair) => pair.short === short).map((pair) => pair.long);
    // TINA DELGADO is DELGADO; the MRS. DELGADO who only looks on is her mother.
    const onlooker = (one: T) => one.lines === 0 && frameOf(one.name) !== null;
    if (onlooker(long) && all.some((other) => other.lines === 0 && !onlooker(other))) continue;
    // ARDLEY speaks where THOMAS ARDLEY comes in, so MRS. ARDLEY, who speaks as well, is his wife.
    const shown = all.filter((other) => other.lines === 0 && sense.shownWhere(short.name, other.name));
    if (all.some((other) => other.lines > 0 && WIFE.test(other.name)) && shown.length === 1) {
      if (shown[0] === long) gone.set(long, short);
      continue;
    }
    const others = all.every(onlooker) ? all : all.filter((other) => !onlooker(other) || other === long);
    // MRS. PELL talks and MR. PELL does not: a cue PELL is hers.
    const alone = long.lines > 0 && others.every((other) => other === long || other.lines === 0);
    if (alone || others.every((other) => canBeOne(other, long))) gone.set(long, short);
  }
  for (const [long, short] of gone) {
    let kept = short;
    for (let next = gone.get(kept); next !== undefined; next = gone.get(kept)) kept = next;
    kept.aliases.push(long.name, ...long.aliases);
    kept.lines += long.lines;
  }
  return people.filter((person) => !gone.has(person));
}

/** @returns whether two long names can be the same person's: DR. BRANDT is ILSE BRANDT, JOHN SMITH is not MARY SMITH. */
function canBeOne(a: Named, b: Named): boolean {
  const [first, second] = [withoutTitles(a.name).split(' '), withoutTitles(b.name).split(' ')];
  const frames = [a, b].map(({ name }) => frameOf(name));
  if (frames.includes('masculine') && frames.includes('feminine')) return false;
  return first.every((word) => second.includes(word)) || second.every((word) => first.includes(word));
}

function frameOf(name: string): 'masculine' | 'feminine' | null {
  const words = normalName(name).split(' ');
  if (words.some((word) => MASCULINE.test(word))) return 'masculine';
  return words.some((word) => FEMININE.test(word)) ? 'feminine' : null;
}

function isShortFor(short: Named, long: Named, sense: NameSense): boolean {
  const name = normalName(short.name);
  const whole = normalName(long.name);
  if (whole.split(' ').length < 2 || name.split(' ').length >= whole.split(' ').length) return false;
  if (whole.replace(/['’]S? VOICE$/, '') === name) return true;
  if (ANYBODY.test(name) || APART.test(whole)) return false;
  const core = withoutTitles(whole);
  if (name === core) return true;
  if (long.lines === 0 && short.lines > 0 && isIntroducedWith(name, whole)) return true;
  const words = core.split(' ');
  const ends = [words[0], words.at(-1), whole.split(' ')[0], whole.split(' ').at(-1)];
  // JAMES JIMMY DOYLE is JIMMY; of two who both speak the middle is no name.
  const isPart = ends.includes(name) || (long.lines === 0 && words.includes(name));
  if (!isPart || short.lines === 0) return false;
  if (!sense.isCommon(name) || (long.lines === 0 && !isPersonNoun(name))) return true;
  // A CLERK may be the DESK CLERK, but there are other clerks.
  if (long.lines === 0) return sense.shownWhere(name, whole);
  return !APART_OF_KIND.test(whole) && sense.together(name, whole);
}

/** EXTREMELY HANDSOME MAN, who is cued HANDSOME MAN; SER ALDRIC OF VANE; DR. JULIUS BENNETT, who is cued DR. BENNETT. */
function isIntroducedWith(name: string, whole: string): boolean {
  if (name.includes(' ') && (whole.endsWith(` ${name}`) || whole.startsWith(`${name} `))) return true;
  const bare = withoutTitles(name);
  return bare !== name && whole.split(' ')[0] === name.split(' ')[0] && whole.endsWith(` ${bare}`);
}
