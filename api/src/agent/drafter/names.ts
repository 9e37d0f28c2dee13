import { normalName } from '@trashfire/shared/document/bible-names';
import type { Script } from '@trashfire/shared/fountain/script';

/** How screenplays name people: in cues, by introduction in capitals, by title, together, and by the sound of their voice. */

/** Words in capitals that are the page's, not a person's. */
export const NOT_A_NAME =
  /^(?:CUT TO|FADE|SMASH CUT|TITLE|SUPER|THE END|MONTAGE|INTERCUT|BACK TO|CONTINUED|LATER|INT|EXT|CLOSE ON|ANGLE ON|POV|INSERT|BLACK|SILENCE)\b/;

/** Cues of everybody at once: whoever is in the scene speaks, nobody of that name exists. */
const COLLECTIVE =
  /^(?:ALL(?: (?:OF THEM|TOGETHER|THREE|FOUR))?|BOTH(?: OF THEM)?|EVERY(?:ONE|BODY)(?: ELSE)?|TOGETHER|ENSEMBLE|(?:THE )?OTHERS)$/;

export function isCollective(name: string): boolean {
  return COLLECTIVE.test(normalName(name));
}

/** @returns who speaks under a cue: "AOI AND MIDORI" two, "JUNO'S VOICE" Juno, "ALL" nobody by name. */
export function namesInCue(cue: string): string[] {
  const plain = normalName(cue)
    .replace(/^(?:THE )?VOICE OF (?:THE )?/, '')
    .replace(/['’]S? VOICE$/, '');
  const names = plain
    .split(/\s+(?:AND|WITH)\s+|\s*[&/+]\s*|,\s+/)
    .map((name) => name.trim())
    .filter((name) => name !== '' && !isCollective(name));
  return names.length === 0 && !isCollective(plain) ? [plain] : names;
}

const TITLES =
  /^(?:MISS|MRS|MR|MS|MX|DR|DOCTOR|PROF|PROFESSOR|SIR|LADY|LORD|CAPTAIN|CAPT|LIEUTENANT|LT|SERGEANT|SGT|OFFICER|INSPECTOR|DETECTIVE|MASTER|MOTHER|FATHER|GRANDMOTHER|GRANDFATHER|GRANDMA|GRANDPA|AUNT|UNCLE|SISTER|BROTHER|KING|QUEEN|PRINCE|PRINCESS|COACH|CHIEF|PRESIDENT|JUDGE|NURSE|THE|OLD)\.?$/;

/** @returns the name without what somebody is addressed by: MISS SORREL is SORREL. A name of titles alone stays. */
export function withoutTitles(name: string): string {
  const words = normalName(name).split(' ');
  const core = words.filter((word) => !TITLES.test(word));
  return core.length === 0 ? words.join(' ') : core.join(' ');
}

interface Named {
  name: string;
  aliases: string[];
  lines: number;
}

/** Words that name a kind of person: "OLD MAN" is not the "MAN" of another scene. */
const KIND =
  /^(?:MAN|WOMAN|BOY|GIRL|KID|CHILD|GUARD|SOLDIER|VOICE|COP|CLERK|SELLER|DRIVER|TEACHER|STUDENT|STRANGER|NEIGHBOU?R|ROBOT|CAT|DOG)S?$/;

/**
 * Joins the names of one person: who is introduced as CAPTAIN ORLA FINCH and cued FINCH, who is MISS SORREL to one and SORREL to
 * another. Two people who both speak are joined only where nothing but a title parts them, and nobody where two would fit.
 */
export function mergeNames<T extends Named>(people: readonly T[]): T[] {
  const gone = new Set<T>();
  for (const long of people) {
    const words = normalName(long.name).split(' ');
    if (words.length < 2) continue;
    const core = withoutTitles(long.name);
    const fits = people.filter((short) => short !== long && !gone.has(short) && isShortFor(short, long, core));
    const [short] = fits;
    if (short === undefined || fits.length > 1) continue;
    short.aliases.push(long.name, ...long.aliases);
    short.lines += long.lines;
    gone.add(long);
  }
  return people.filter((person) => !gone.has(person));
}

function isShortFor(short: Named, long: Named, core: string): boolean {
  const name = normalName(short.name);
  if (KIND.test(name)) return false;
  if (name === core) return true;
  if (long.lines > 0 || short.lines === 0) return false;
  const words = core.split(' ');
  return name === words[0] || name === words.at(-1);
}

/** Up to three words in capitals. */
const NAME = "(?<![\\p{L}])(\\p{Lu}[\\p{Lu}'’.-]+(?: \\p{Lu}[\\p{Lu}'’.-]+){0,2})";
const AGE = /\d|teen|child|kid|young|old|elder|forties|fifties|sixties|seventies|twenties|thirties/i;
/** `NAME (16)`, `NAME (late 40s)`. */
const IN_BRACKETS = new RegExp(`${NAME}\\s*\\(([^()]{1,40})\\)`, 'gu');
/** `NAME, 16, …`, `NAME, seventy, …`, `NAME, a tall woman`. */
const BEHIND_COMMA = new RegExp(
  `${NAME}, (?:\\d{1,3}\\b|(?:early |mid |late )?(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties)\\b|(?:ten|eleven|twelve|\\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)(?:-\\w+)?,|an? (?:[\\p{Ll}-]+ ){0,3}(?:man|woman|boy|girl|child|kid)\\b)`,
  'gu',
);
const IN_CAPITALS = new RegExp(NAME, 'gu');

/** @returns names, in capitals, of people whom the action introduces, whether or not they ever speak. */
export function introducedIn(script: Script): string[] {
  const names = new Set<string>();
  const actions = script.scenes.flatMap((scene) =>
    scene.blocks.filter((block) => block.type === 'action').map((block) => block.text),
  );
  for (const text of actions) {
    for (const [, name = '', detail = ''] of text.matchAll(IN_BRACKETS)) if (AGE.test(detail)) names.add(name);
    for (const [, name = ''] of text.matchAll(BEHIND_COMMA)) names.add(name);
  }
  for (const name of actors(actions)) names.add(name);
  return [...names];
}

/**
 * People without an age: written in capitals once, and from then on as a name that begins sentences. What has an article
 * before it ("the MAGPIE") is a thing.
 */
function actors(actions: readonly string[]): string[] {
  const all = actions.join('\n');
  const candidates = new Set<string>();
  for (const text of actions) {
    // A line in capitals throughout is shouting or a title card.
    if (text === text.toUpperCase()) continue;
    for (const match of text.matchAll(IN_CAPITALS)) {
      const name = match[1] ?? '';
      const before = text.slice(0, match.index).trimEnd().split(/\s+/).at(-1)?.toLowerCase() ?? '';
      if (!name.includes(' ') && name.length > 2 && !/^(?:the|a|an|of|in|on)$|:$/.test(before))
        candidates.add(name.replace(/[.'’-]+$/, ''));
    }
  }
  return [...candidates].filter((name) => {
    const title = name[0] + name.slice(1).toLowerCase();
    const begins = all.match(new RegExp(`(?:^|[.!?…]\\s+)${escapedName(title)} \\p{Ll}+s\\b`, 'gmu'))?.length ?? 0;
    const thing = new RegExp(`\\b(?:the|a|an) ${escapedName(title)}\\b`, 'i').test(all);
    return begins >= 2 && !thing;
  });
}

function escapedName(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
