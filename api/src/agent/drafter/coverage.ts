import type { NewShot } from '@trashfire/shared/document/commands/shot-args';
import type { Character } from '@trashfire/shared/document/schema';
import { derivedId } from '@trashfire/shared/ids';
import { seedFromText } from '@trashfire/shared/render/seed';
import { estimateSpeechSeconds } from '@trashfire/shared/render/speech-length';
import type { SceneBeats, Speech } from './beats.ts';
import { actionShot, establishing, type Plan, type Side, type Stage, speechShot, twoShot } from './shot-plans.ts';
import { wordCount } from './words.ts';

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
  const stage: Stage = { sides: sidesOf(speakers), present: [], speeches: 0, actions: 0, unnamed: 0 };
  const draft = (over: Plan, frames: number) => {
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
    establishing(opening, location?.interior ?? true, location?.name ?? scene.heading),
    secondsOfAction(opening?.text ?? '', 2.6),
  );
  const rest = opening && opening.people.length === 0 ? beats.slice(1) : beats;
  for (let i = 0; i < rest.length; i += 1) {
    const beat = rest[i];
    if (!beat) continue;
    if (beat.kind === 'action') {
      draft(actionShot(beat, stage), secondsOfAction(beat.text, ACTION_SECONDS.least));
      stage.actions += 1;
      if (beat.people.length === 0) stage.unnamed += 1;
      arrive(stage, beat.people);
      continue;
    }
    const answer = rest[i + 1];
    if (answer?.kind === 'speech' && sharesTwoShot(beat, answer, stage.speeches)) {
      draft(twoShot(beat, answer, stage), framesOf([...timed(beat), ...timed(answer)]));
      stage.speeches += 2;
      i += 1;
      for (const { speaker } of [beat, answer]) if (speaker) arrive(stage, [speaker]);
    } else {
      draft(speechShot(beat, stage), framesOf(timed(beat)));
      stage.speeches += 1;
      if (beat.speaker && !beat.offScreen) arrive(stage, [beat.speaker]);
    }
  }
  return drafts;
}

/** Who was in the picture last comes first. */
function arrive(stage: Stage, people: readonly Character[]): void {
  const ids = new Set(people.map((person) => person.id));
  stage.present = [...people, ...stage.present.filter((other) => !ids.has(other.id))];
}

/** Who speaks first stands left and looks right, and keeps that side through the scene (the 180 degree rule). */
function sidesOf(speakers: readonly Character[]): ReadonlyMap<string, Side> {
  return new Map(speakers.map((speaker, i) => [speaker.id, i % 2 === 0 ? 'left' : 'right']));
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
