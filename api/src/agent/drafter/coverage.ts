import type { NewShot } from '@trashfire/shared/document/commands/shot-args';
import type { Character, ShotCast } from '@trashfire/shared/document/schema';
import type { CameraAngle, CameraMove, Expression, ShotSize } from '@trashfire/shared/document/vocabulary';
import { derivedId } from '@trashfire/shared/ids';
import { seedFromText } from '@trashfire/shared/render/seed';
import { estimateSpeechSeconds } from '@trashfire/shared/render/speech-length';
import { type Beat, namedIn, type SceneBeats } from './beats.ts';
import { feelingInAction, feelingOf, poseIn, propIn } from './mood.ts';
import { firstSentence, wordCount } from './words.ts';

/** A shot with its length in frames at the edit rate: what board-scene takes as shot and clip. */
export interface DraftShot {
  shot: Omit<NewShot, 'sceneId'>;
  frames: number;
}

const RATE = 24;
/** Silence before the first line, between lines and after the last, in frames. */
const LEAD = 8;
const GAP = 6;
const TAIL = 12;
/** A shot of less is a flicker, in frames. */
const SHORTEST = 30;
const SECONDS_PER_WORD = 0.3;
const ACTION_SECONDS = { least: 1.8, most: 4.5 };
/** A speech this short may share a two-shot with its answer. */
const SHORT_SECONDS = 2.6;

/**
 * Covers a scene the way it would be shot: where we are, who is there, then speech by speech, closer as it goes on, with an
 * insert where the action looks at a thing. Every line of dialogue is in exactly one shot.
 */
export function coverScene({ scene, location, beats, speakers }: SceneBeats): DraftShot[] {
  const drafts: DraftShot[] = [];
  const sides = sidesOf(speakers);
  const speech = { count: 0 };
  const draft = (over: Partial<NewShot> & Pick<NewShot, 'size' | 'move' | 'title'>, frames: number) => {
    const n = drafts.length;
    const id = derivedId('shot', scene.headingId, String(n), over.lines?.join(' ') ?? '', over.action ?? '');
    const rest = {
      angle: 'eye' as const,
      action: '',
      cast: [],
      lines: [],
      locationId: null,
      timeOfDay: null,
      weather: null,
      prop: null,
    };
    drafts.push({
      shot: {
        ...rest,
        id,
        seed: seedFromText(`${scene.headingId} ${n}`),
        ...over,
        title: over.title.slice(0, 200),
        action: (over.action ?? '').slice(0, 4000),
      },
      frames,
    });
  };
  const [first] = beats;
  const opening = first?.kind === 'action' ? first : null;
  draft(
    establishing(opening, location?.interior ?? true, location?.name ?? scene.heading, drafts.length),
    secondsOfAction(opening?.text ?? '', 2.6),
  );
  const rest = opening && opening.people.length === 0 ? beats.slice(1) : beats;
  for (let i = 0; i < rest.length; i += 1) {
    const beat = rest[i];
    if (!beat) continue;
    if (beat.kind === 'action') {
      draft(actionShot(beat, sides, i), secondsOfAction(beat.text, ACTION_SECONDS.least));
      continue;
    }
    const answer = rest[i + 1];
    if (answer?.kind === 'speech' && sharesTwoShot(beat, answer, speech.count)) {
      draft(twoShot(beat, answer, sides), framesOf([...timed(beat), ...timed(answer)]));
      speech.count += 2;
      i += 1;
    } else {
      draft(speechShot(beat, sides, speakers, speech.count), framesOf(timed(beat)));
      speech.count += 1;
    }
  }
  return drafts;
}

type Speech = Extract<Beat, { kind: 'speech' }>;
type Action = Extract<Beat, { kind: 'action' }>;
type Plan = Partial<NewShot> & Pick<NewShot, 'size' | 'move' | 'title'>;
type Side = 'left' | 'right';

/** Who speaks first stands left and looks right, and keeps that side through the scene (the 180 degree rule). */
function sidesOf(speakers: readonly Character[]): ReadonlyMap<string, Side> {
  return new Map(speakers.map((speaker, i) => [speaker.id, i % 2 === 0 ? 'left' : 'right']));
}

function placed(character: Character, side: Side | undefined, over: Partial<ShotCast>): ShotCast {
  const position = side ?? 'centre';
  const facing = side === 'left' ? 'right' : side === 'right' ? 'left' : 'camera';
  return { characterId: character.id, position, facing, expression: 'neutral', pose: 'stand', ...over };
}

function establishing(opening: Action | null, interior: boolean, place: string, n: number): Plan {
  const moves: readonly CameraMove[] = ['pan-right', 'drift', 'push-in', 'pan-left'];
  const move = moves[seedFromText(place) % moves.length] ?? 'drift';
  return {
    size: interior ? 'WS' : 'EWS',
    // From above now and then, where there is a sky to stand in.
    angle: !interior && seedFromText(place) % 3 === 0 ? 'high' : 'eye',
    move: n === 0 ? move : 'drift',
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

function actionShot({ text, people }: Action, sides: ReadonlyMap<string, Side>, n: number): Plan {
  const title = firstSentence(text, 60);
  const prop = propIn(text);
  if (prop && people.length < 2 && n % 2 === 1) return { size: 'INSERT', move: 'push-in', title, action: text, prop };
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
    return { size, angle, move, title, action: text, cast: [placed(one, sides.get(one.id), { pose, expression: feeling })] };
  }
  return prop
    ? { size: 'INSERT', move: 'push-in', title, action: text, prop }
    : { size: 'WS', move: n % 2 === 0 ? 'drift' : 'pan-right', title, action: text };
}

/** Single coverage tightens as the exchange goes on and opens again: a pattern, never one size for long. */
const TIGHTENING: readonly ShotSize[] = ['MS', 'OTS', 'MCU', 'CU', 'MS', 'CU', 'OTS', 'MCU'];

function speechShot(beat: Speech, sides: ReadonlyMap<string, Side>, speakers: readonly Character[], n: number): Plan {
  const text = beat.lines.map((line) => line.text).join(' ');
  const lines = beat.lines.map((line) => line.id);
  const title = `“${firstSentence(text, 56)}”`;
  const feeling = feelingOf(beat.manner, text);
  const { speaker } = beat;
  if (!speaker && !beat.offScreen && speakers.length > 1) {
    // Everybody at once: the group, not one face.
    const cast = speakers
      .slice(0, 3)
      .map((one, i) => placed(one, i === 2 ? undefined : sides.get(one.id), { expression: feeling }));
    return { size: 'FS', move: 'drift', title, lines, cast };
  }
  if (!speaker || beat.offScreen) {
    const listener = speakers.find((other) => other.id !== speaker?.id);
    const cast = listener ? [placed(listener, sides.get(listener.id), {})] : [];
    return { size: listener ? 'MCU' : 'WS', move: 'drift', title, lines, cast };
  }
  const strong = feeling === 'angry' || feeling === 'sad' || feeling === 'afraid' || feeling === 'surprised';
  const pattern = TIGHTENING[n % TIGHTENING.length] ?? 'MS';
  const other = speakers.find((candidate) => candidate.id !== speaker.id);
  const size: ShotSize = strong ? 'CU' : pattern === 'OTS' && !other ? 'MCU' : pattern;
  const cast = [placed(speaker, sides.get(speaker.id), { expression: feeling })];
  if (size === 'OTS' && other) cast.push(placed(other, sides.get(other.id), { facing: 'away' }));
  const move: CameraMove = size === 'CU' ? 'push-in' : n % 3 === 2 ? 'hold' : 'drift';
  return { size, angle: angleFor(feeling, size, n), move, title, lines, cast };
}

function twoShot(a: Speech, b: Speech, sides: ReadonlyMap<string, Side>): Plan {
  const lines = [...a.lines, ...b.lines].map((line) => line.id);
  const cast = [a, b].flatMap(({ speaker, manner, lines: said }) =>
    speaker
      ? [placed(speaker, sides.get(speaker.id), { expression: feelingOf(manner, said.map((line) => line.text).join(' ')) })]
      : [],
  );
  return { size: 'TWO', move: 'drift', title: `“${firstSentence(a.lines[0]?.text ?? '', 56)}”`, lines, cast };
}

function sharesTwoShot(a: Speech, b: Speech, n: number): boolean {
  if (n % 4 !== 0 || a.offScreen || b.offScreen || !a.speaker || !b.speaker || a.speaker.id === b.speaker.id) return false;
  return [a, b].every((beat) => timed(beat).reduce((sum, seconds) => sum + seconds, 0) <= SHORT_SECONDS);
}

const NARRATOR = { base: 'rms', pitch: 0, rate: 1 } as const;

function timed({ speaker, lines }: Speech): number[] {
  return lines.map((line) => estimateSpeechSeconds(line.text, speaker?.voice ?? NARRATOR));
}

function framesOf(seconds: readonly number[]): number {
  const speech = seconds.reduce((sum, s) => sum + Math.ceil(s * RATE), 0);
  return Math.max(SHORTEST, LEAD + speech + GAP * Math.max(0, seconds.length - 1) + TAIL);
}

function secondsOfAction(text: string, least: number): number {
  const seconds = Math.min(ACTION_SECONDS.most, Math.max(least, wordCount(text) * SECONDS_PER_WORD));
  return Math.round(seconds * RATE);
}
