import { normalName } from '@trashfire/shared/document/bible-names';

/** How screenplays name people: in cues, by introduction in capitals, by title, together, and by the sound of their voice. */

/**
 * Words in capitals that are the page's, not a person's; and what ends like a sentence (BANG!). SUPER GIRL and BLACK JACK are
 * people, so words that begin names are the page's only alone or before a dash or colon.
 */
export const NOT_A_NAME =
  /^(?:(?:CUT|BACK|SMASH CUT|MATCH CUT|DISSOLVE|FADE) (?:TO|IN|OUT)|(?:CLOSE|ANGLE|WIDE|CLOSER|FAVOU?RING) ON|THE END|END OF|(?:TITLE|END) CARD|LOWER THIRD|ON SCREEN|SPLIT SCREEN|(?:SLOW|STOP) MOTION|FREEZE FRAME|SERIES OF SHOTS|WHIP PAN|TIME[ -]?LAPSE|(?:INT|EXT|I\/E)[. ]|(?:FADE|TITLE|SUPER|MONTAGE|INTERCUT|CONTINUED|LATER|POV|INSERT|HANDHELD|STEADICAM|CHYRON|SUBTITLE|EYECATCH|FLASHBACK|FLASH CUT|DREAM|CREDITS|BLACK|BLACKOUT|SILENCE|BEAT|INT|EXT|ACT (?:ONE|TWO|THREE|FOUR|FIVE))(?: *[-–—:]|$))|[!?:]$/;

/** Cues of everybody at once: whoever is in the scene speaks, nobody of that name exists. */
const COLLECTIVE =
  /^(?:ALL(?: (?:OF THEM|TOGETHER|THREE|FOUR))?|BOTH(?: OF THEM)?|EVERY(?:ONE|BODY)(?: ELSE)?|TOGETHER|ENSEMBLE|(?:THE )?OTHERS)$/;

export function isCollective(name: string): boolean {
  return COLLECTIVE.test(normalName(name));
}

/** Owners of a voice who say nothing about whose it is: MAN'S VOICE stays one until somebody steps out of the dark. */
const SOMEBODY = /^(?:AN? )?(?:[\p{Lu}-]+ )?(?:MAN|WOMAN|BOY|GIRL|CHILD|KID)$/u;

/** @returns who speaks under a cue: "AOI AND MIDORI" two, "JUNO'S VOICE" Juno, "ALL" nobody by name. */
export function namesInCue(cue: string): string[] {
  const whole = normalName(cue).replace(/^(?:THE )?VOICE OF (?:THE )?/, '');
  const owner = whole.replace(/['’]S? VOICE$/, '');
  const plain = SOMEBODY.test(owner) ? whole : owner;
  const names = plain
    .split(/\s+AND\s+|\s*[&/+]\s*|,\s+/)
    .map((name) => name.trim())
    .filter((name) => name !== '' && !isCollective(name));
  return names.length === 0 && !isCollective(plain) ? [plain] : names;
}

const TITLES =
  /^(?:MISS|MRS|SER|SENOR|SENORA|SEÑOR|SEÑORA|MADAME|MADAM|MONSIEUR|HERR|FRAU|COUSIN|MR|MS|MX|DR|DOCTOR|PROF|PROFESSOR|SIR|LADY|LORD|CAPTAIN|CAPT|LIEUTENANT|LT|SERGEANT|SGT|OFFICER|INSPECTOR|DETECTIVE|MASTER|MOTHER|FATHER|GRANDMOTHER|GRANDFATHER|GRANDMA|GRANDPA|AUNT|UNCLE|SISTER|BROTHER|KING|QUEEN|PRINCE|PRINCESS|COACH|CHIEF|PRESIDENT|JUDGE|NURSE|MAYOR|SHERIFF|DEPUTY|CONSTABLE|PC|DI|DCI|AGENT|COLONEL|COL|MAJOR|GENERAL|GEN|ADMIRAL|REVEREND|REV|MAMA|PAPA|DAME|GREAT-AUNT|GREAT-UNCLE|AUNTIE|COUNT|COUNTESS|SENATOR|COMRADE|COMMISSIONER|GOVERNOR|MINISTER|MARSHAL|COMMANDER|ENSIGN|CORPORAL|SEAMAN|INSTRUCTOR|SIGNOR|SIGNORA|DOÑA|BISHOP|CARDINAL|RABBI|SUPERINTENDENT|DS|DC|DUKE|DUCHESS|BARON|THE|OLD)\.?$/;

/** @returns whether the word is how somebody is addressed; THE and OLD go with things as well. */
export function isTitle(word: string): boolean {
  return TITLES.test(word) && word !== 'THE' && word !== 'OLD';
}

/** @returns the name without what somebody is addressed by: MISS SORREL is SORREL. A name of titles alone stays. */
export function withoutTitles(name: string): string {
  const words = normalName(name).split(' ');
  const core = words.filter((word) => !TITLES.test(word));
  return core.length === 0 ? words.join(' ') : core.join(' ');
}
