import { type Chord, type ChordEvent, chordOf, chordText } from '../../../ui/chord.ts';
import { EDIT_ACTIONS, PLAY_ACTIONS, type TimelineAction } from './actions.ts';

/** Whose keys the timeline obeys. */
export const KEY_PRESETS = ['trashfire', 'premiere', 'resolve'] as const;
export type KeyPreset = (typeof KEY_PRESETS)[number];
const ALL_ACTIONS: readonly TimelineAction[] = [...PLAY_ACTIONS, ...EDIT_ACTIONS];
type KeyMap = Readonly<Record<TimelineAction, readonly Chord[]>>;

/** The names people know them by; not translated. */
export const PRESET_NAMES: Readonly<Record<KeyPreset, string>> = {
  trashfire: 'TrashFire',
  premiere: 'Premiere Pro',
  resolve: 'DaVinci Resolve',
};

const TRASHFIRE: KeyMap = {
  playPause: ['Space'],
  shuttleBack: ['J'],
  shuttleStop: ['K'],
  shuttleForward: ['L'],
  frameBack: ['ArrowLeft'],
  frameForward: ['ArrowRight'],
  secondBack: ['Shift+ArrowLeft'],
  secondForward: ['Shift+ArrowRight'],
  previousPoint: ['ArrowUp'],
  nextPoint: ['ArrowDown'],
  toStart: ['Home'],
  toEnd: ['End'],
  setIn: ['I'],
  setOut: ['O'],
  clearRange: ['Alt+X'],
  loop: ['Shift+L'],
  captions: ['C'],
  split: ['S', 'Ctrl+B'],
  trimHead: ['Q'],
  trimTail: ['W'],
  shorter: [','],
  longer: ['.'],
  muchShorter: ['Shift+,'],
  muchLonger: ['Shift+.'],
  rollBack: ['Alt+,'],
  rollForward: ['Alt+.'],
  moveEarlier: ['Alt+ArrowLeft'],
  moveLater: ['Alt+ArrowRight'],
  duplicate: ['D'],
  lift: ['Backspace', 'Shift+Delete'],
  rippleDelete: ['Delete'],
  snap: ['N'],
  marker: ['M'],
  editMarker: ['Shift+M'],
  fit: ['\\', 'Shift+Z'],
  zoomIn: ['='],
  zoomOut: ['-'],
};

/** Each preset says what differs from ours. Keys the browser or the palette owns are the nearest that are free. */
export const KEY_MAPS: Readonly<Record<KeyPreset, KeyMap>> = {
  trashfire: TRASHFIRE,
  premiere: {
    ...TRASHFIRE,
    clearRange: ['Ctrl+Shift+X'],
    captions: ['Shift+C'],
    split: ['Ctrl+Shift+K'],
    shorter: ['Ctrl+ArrowLeft'],
    longer: ['Ctrl+ArrowRight'],
    muchShorter: ['Ctrl+Shift+ArrowLeft'],
    muchLonger: ['Ctrl+Shift+ArrowRight'],
    duplicate: ['Ctrl+Shift+/'],
    lift: ['Delete', 'Backspace'],
    rippleDelete: ['Shift+Delete', 'Shift+Backspace'],
    snap: ['S'],
    fit: ['\\'],
  },
  resolve: {
    ...TRASHFIRE,
    loop: ['Ctrl+/'],
    split: ['Ctrl+B'],
    trimHead: ['Shift+[', 'Ctrl+Shift+['],
    trimTail: ['Shift+]', 'Ctrl+Shift+]'],
    duplicate: ['Shift+D'],
    fit: ['Shift+Z'],
  },
};

const byChord = (preset: KeyPreset): ReadonlyMap<Chord, TimelineAction> =>
  new Map(ALL_ACTIONS.flatMap((action) => KEY_MAPS[preset][action].map((chord) => [chord, action] as const)));
const ACTIONS: Readonly<Record<KeyPreset, ReadonlyMap<Chord, TimelineAction>>> = {
  trashfire: byChord('trashfire'),
  premiere: byChord('premiere'),
  resolve: byChord('resolve'),
};

/** @param stopHeld while K is held, J and L go one frame. @returns null for a key that means nothing here. */
export function actionFor(preset: KeyPreset, event: ChordEvent, stopHeld: boolean): TimelineAction | null {
  const action = ACTIONS[preset].get(chordOf(event)) ?? null;
  if (stopHeld && action === 'shuttleBack') return 'frameBack';
  if (stopHeld && action === 'shuttleForward') return 'frameForward';
  return action;
}

/** The first key of an action, for a tooltip or a menu. */
export function keyText(preset: KeyPreset, action: TimelineAction): string {
  return chordText(KEY_MAPS[preset][action][0] ?? '');
}

/** Every key of an action, for the sheet. */
export function keyTexts(preset: KeyPreset, action: TimelineAction): string {
  return KEY_MAPS[preset][action].map(chordText).join(', ');
}

/** Held down, these go on; everything else is one press, one deed: a held L must not run at eight times the speed. */
const REPEATS: ReadonlySet<TimelineAction> = new Set<TimelineAction>([
  'frameBack',
  'frameForward',
  'secondBack',
  'secondForward',
  'previousPoint',
  'nextPoint',
  'shorter',
  'longer',
  'muchShorter',
  'muchLonger',
  'rollBack',
  'rollForward',
  'zoomIn',
  'zoomOut',
]);

export const repeats = (action: TimelineAction): boolean => REPEATS.has(action);
