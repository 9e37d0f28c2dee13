import type { NewShot } from '@trashfire/shared/document/commands/shot-args';
import type { Character, ShotCast } from '@trashfire/shared/document/schema';
import type { CameraAngle, CameraMove, Expression, ShotSize } from '@trashfire/shared/document/vocabulary';
import { seedFromText } from '@trashfire/shared/render/seed';
import { type Action, namedIn, type Speech } from './beats.ts';
import { feelingInAction, feelingOf, poseIn, propIn } from './mood.ts';
import { firstSentence } from './words.ts';

/** The picture of one beat, by the grammar of coverage. What neighbouring shots ask of each other is variety's. */

export type Plan = Partial<NewShot> & Pick<NewShot, 'size' | 'move' | 'title'>;
export type Side = 'left' | 'right';

/** What a scene has shown so far. */
export interface Stage {
  readonly sides: ReadonlyMap<string, Side>;
  /** Who has been in the picture, the last one first; who is only heard is not among them. */
  present: readonly Character[];
  speeches: number;
  actions: number;
  /** Actions so far that name nobody. */
  unnamed: number;
}

function placed(character: Character, side: Side | undefined, over: Partial<ShotCast>): ShotCast {
  const position = side ?? 'centre';
  const facing = side === 'left' ? 'right' : side === 'right' ? 'left' : 'camera';
  return { characterId: character.id, position, facing, expression: 'neutral', pose: 'stand', ...over };
}

/**
 * The first shot of a scene: the place, wide and without people. @param opening the scene's first action; its words come along
 * when it names nobody.
 */
export function establishing(opening: Action | null, interior: boolean, place: string): Plan {
  const moves: readonly CameraMove[] = ['pan-right', 'drift', 'push-in', 'pan-left'];
  return {
    size: interior ? 'WS' : 'EWS',
    // From above now and then, where there is a sky to stand in.
    angle: !interior && seedFromText(place) % 3 === 0 ? 'high' : 'eye',
    move: moves[seedFromText(place) % moves.length] ?? 'drift',
    title: firstSentence(place, 60),
    action: opening && opening.people.length === 0 ? opening.text : '',
  };
}

/** The sentence about the people in a shot: frost that runs off a hatch makes nobody run. */
function sentenceAbout(text: string, people: readonly Character[]): string {
  const sentences = text.split(/(?<=[.!?…])\s+/);
  return sentences.find((sentence) => namedIn(sentence, people).length > 0) ?? sentences[0] ?? text;
}

/** Fear is looked down on and strength looked up to; everything else is met at the level of the eyes. */
function angleFor(feeling: Expression, size: ShotSize, n: number): CameraAngle {
  if (size === 'OTS' || size === 'TWO' || size === 'INSERT') return 'eye';
  if (feeling === 'afraid') return n % 2 === 0 ? 'high' : 'dutch';
  if (feeling === 'angry' || feeling === 'determined') return 'low';
  return feeling === 'sad' || feeling === 'shy' || feeling === 'tired' ? 'high' : 'eye';
}

/** An action: now and then an insert of the thing it looks at, else the one or two people it names first, else what {@link unpeopled} makes of it. */
export function actionShot({ text, people }: Action, stage: Stage): Plan {
  const n = stage.actions;
  const title = firstSentence(text, 60);
  const prop = propIn(text);
  if (prop && people.length < 2 && (n % 2 === 1 || people.length === 0)) {
    return { size: 'INSERT', move: 'push-in', title, action: text, prop };
  }
  const own = sentenceAbout(text, people);
  const feeling = feelingInAction(own);
  const pose = poseIn(own);
  const [one, two] = people;
  if (one && two) {
    const cast = [placed(one, 'left', { pose, expression: feeling }), placed(two, 'right', { expression: feeling })];
    return { size: 'FS', angle: angleFor(feeling, 'FS', n), move: 'drift', title, action: text, cast };
  }
  if (one) {
    const moving = pose === 'run' || pose === 'walk';
    const size: ShotSize = moving ? 'FS' : n % 3 === 0 ? 'MCU' : 'MS';
    const move: CameraMove = pose === 'run' ? 'pan-right' : moving ? 'pan-left' : 'drift';
    const angle = angleFor(feeling, size, n);
    return {
      size,
      angle,
      move,
      title,
      action: text,
      cast: [placed(one, stage.sides.get(one.id), { pose, expression: feeling })],
    };
  }
  return { title, action: text, ...unpeopled(text, stage) };
}

/**
 * Something happens that names nobody. Who is there looks at it, seen from behind; the next time it is seen in their face;
 * then the place alone, so that a scene does not keep coming back to one empty picture.
 */
function unpeopled(text: string, { present, sides, unnamed }: Stage): Pick<Plan, 'size' | 'move' | 'angle' | 'cast'> {
  const [looker] = present;
  const turn = unnamed % 3;
  if (!looker || turn === 2 || /\b(?:empty|nobody|no one|deserted|alone)\b/i.test(text)) {
    return { size: 'WS', angle: unnamed % 2 === 0 ? 'high' : 'low', move: unnamed % 2 === 0 ? 'drift' : 'pan-right' };
  }
  if (turn === 0) return { size: 'WS', move: 'push-in', cast: [placed(looker, sides.get(looker.id), { facing: 'away' })] };
  return { size: 'CU', move: 'push-in', cast: [placed(looker, sides.get(looker.id), { expression: feelingInAction(text) })] };
}

/** Single coverage tightens as the exchange goes on and opens again: a pattern, never one size for long. */
const TIGHTENING: readonly ShotSize[] = ['MS', 'OTS', 'MCU', 'CU', 'MS', 'CU', 'OTS', 'MCU'];

/** A speech: its speaker, closer when the feeling is strong. A voice from off screen is heard over whoever listens; everybody at once are a group. */
export function speechShot(beat: Speech, stage: Stage): Plan {
  const { sides, present, speeches: n } = stage;
  const text = beat.lines.map((line) => line.text).join(' ');
  const lines = beat.lines.map((line) => line.id);
  const title = `“${firstSentence(text, 56)}”`;
  const feeling = feelingOf(beat.manner, text);
  const { speaker } = beat;
  const other = present.find((candidate) => candidate.id !== speaker?.id);
  if (!speaker && !beat.offScreen && present.length > 1) {
    // Everybody at once: the group, not one face.
    const cast = present
      .slice(0, 3)
      .map((one, i) => placed(one, i === 2 ? undefined : sides.get(one.id), { expression: feeling }));
    return { size: 'FS', move: 'drift', title, lines, cast };
  }
  if (!speaker || beat.offScreen) {
    const cast = other ? [placed(other, sides.get(other.id), {})] : [];
    return { size: other ? 'MCU' : 'WS', move: 'drift', title, lines, cast };
  }
  const strong = feeling === 'angry' || feeling === 'sad' || feeling === 'afraid' || feeling === 'surprised';
  const pattern = TIGHTENING[n % TIGHTENING.length] ?? 'MS';
  const size: ShotSize = strong ? 'CU' : pattern === 'OTS' && !other ? 'MCU' : pattern;
  const cast = [placed(speaker, sides.get(speaker.id), { expression: feeling })];
  if (size === 'OTS' && other) cast.push(placed(other, sides.get(other.id), { facing: 'away' }));
  const move: CameraMove = size === 'CU' ? 'push-in' : n % 3 === 2 ? 'hold' : 'drift';
  return { size, angle: angleFor(feeling, size, n), move, title, lines, cast };
}

/** Two short speeches in one shot, each speaker on their own side; nobody for a speaker who is not in the bible. */
export function twoShot(a: Speech, b: Speech, { sides }: Stage): Plan {
  const lines = [...a.lines, ...b.lines].map((line) => line.id);
  const cast = [a, b].flatMap(({ speaker, manner, lines: said }) =>
    speaker
      ? [placed(speaker, sides.get(speaker.id), { expression: feelingOf(manner, said.map((line) => line.text).join(' ')) })]
      : [],
  );
  return { size: 'TWO', move: 'drift', title: `“${firstSentence(a.lines[0]?.text ?? '', 56)}”`, lines, cast };
}
