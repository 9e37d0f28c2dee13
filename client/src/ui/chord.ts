/** Which keys are pressed together, as data: `Ctrl+Shift+K`, `Alt+ArrowLeft`, `,`. `Ctrl` stands for Cmd on Apple's machines too. */
export type Chord = string;

export type ChordEvent = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** What Shift makes of punctuation on the boards that most people have; the others are read by where the key lies. */
const UNSHIFTED: Readonly<Record<string, string>> = {
  '<': ',',
  '>': '.',
  '{': '[',
  '}': ']',
  '|': '\\',
  '+': '=',
  _: '-',
  '?': '/',
};
const BY_PLACE: Readonly<Record<string, string>> = {
  Comma: ',',
  Period: '.',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Equal: '=',
  Minus: '-',
  Slash: '/',
};

/** The key without what Shift, Alt or another alphabet make of it, so that a shortcut is where people learned it. */
function baseKey({ key, code }: Pick<ChordEvent, 'key' | 'code'>): string {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  if (key === ' ') return 'Space';
  const plain = UNSHIFTED[key] ?? key;
  if (plain.length > 1 || Object.values(BY_PLACE).includes(plain)) return plain;
  return BY_PLACE[code] ?? /^Key([A-Z])$/.exec(code)?.[1] ?? plain;
}

export function chordOf(event: ChordEvent): Chord {
  const mod = event.ctrlKey || event.metaKey;
  return [mod && 'Ctrl', event.altKey && 'Alt', event.shiftKey && 'Shift', baseKey(event)].filter(Boolean).join('+');
}

const SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
};

/** A chord as it is printed on a keyboard: `Ctrl B`, `Alt ←`. */
export function chordText(chord: Chord): string {
  return chord
    .split('+')
    .map((key) => SIGNS[key] ?? key)
    .join(' ');
}
