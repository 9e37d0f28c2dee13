import { byBibleName, normalName } from '../document/bible-names.ts';
import { shotNumbers } from '../document/numbering.ts';
import { byOrder } from '../document/order.ts';
import type { EpisodeRecords, SeriesRecords } from '../document/records.ts';
import type { Shot } from '../document/schema.ts';
import { timelineOf } from '../document/timeline.ts';
import type { Script } from '../fountain/script.ts';
import { derivedId } from '../ids.ts';
import { captionsOf } from './captions.ts';
import { conform, LONGEST_SHOT } from './conform.ts';
import type { Caption, ShotManifest, SpokenLine, StillManifest } from './manifest.ts';
import { timeLines } from './plan-lines.ts';
import { createNotes, type Notes, type PlanNote } from './plan-notes.ts';
import { ownPicture, type Picture, type PlanLookup, pictureOf } from './plan-picture.ts';
import { type DialogueLine, indexScript, type ScriptIndex } from './plan-script.ts';
import { PRESETS, type PresetName, STILL_SIZE } from './presets.ts';
import { revisionOf } from './revision.ts';
import { speechSeconds } from './speech-memo.ts';
import { ANIMATIC_VERSION, SPEECH_VERSION } from './versions.ts';
import { voiceOfName } from './voice-of-name.ts';

/**
 * A plan resolves an episode into what engines need and nothing else (DESIGN §7): per shot a still and a moving shot, each
 * a manifest whose sha256 is its revision. Pure and total: every valid document has a plan, whatever is missing in it
 * (SPEC P1); what a writer should know about is in `notes`.
 */
export interface PlanInput {
  readonly script: Script;
  readonly episode: EpisodeRecords;
  readonly series: SeriesRecords;
  readonly preset: PresetName;
}

export interface Planned<M> {
  readonly manifest: M;
  readonly revision: string;
}

/** A line as it falls into a shot; frames count from the shot's first frame at the preset's rate. */
export interface PlannedLine extends SpokenLine {
  /** As cued in the script. */
  readonly speaker: string;
}

export interface BoardShot {
  readonly shotId: string;
  readonly sceneId: string;
  /** Such as "14A". */
  readonly number: string;
  readonly still: Planned<StillManifest>;
}

export interface PlannedShot extends BoardShot {
  readonly clipId: string;
  /** Whether the scene's heading is in the script. */
  readonly placed: boolean;
  /** First frame in the cut and length, at the preset's rate. */
  readonly start: number;
  readonly frames: number;
  /** Where and when it is, also where a picture of its own hides it: it is heard. */
  readonly place: Picture['place'];
  readonly shot: Planned<ShotManifest>;
  readonly lines: readonly PlannedLine[];
}

/** Black and silence in the cut, at the preset's rate (SPEC T13). */
export interface PlannedGap {
  readonly clipId: string;
  readonly start: number;
  readonly frames: number;
}

export interface EpisodePlan {
  readonly preset: PresetName;
  readonly fps: number;
  /** Length of the cut at `fps`. */
  readonly frames: number;
  /** In the order of the timeline. */
  readonly shots: readonly PlannedShot[];
  /** Between them, before and behind. */
  readonly gaps: readonly PlannedGap[];
  /** Shots of the board that are not in the cut: they have a still and no more. */
  readonly offCut: readonly BoardShot[];
  /** For the whole cut; frames count from its first. */
  readonly captions: readonly Caption[];
  readonly notes: readonly PlanNote[];
}

/**
 * Resolves an episode at one moment into manifests and revisions. Pure and the same everywhere; what is missing is told in
 * `notes`, never thrown (SPEC P1).
 */
export function planEpisode({ script, episode, series, preset }: PlanInput): EpisodePlan {
  const notes = createNotes();
  const index = indexScript(script, series.characters);
  const context: Context = { preset, index, notes, numbers: numbersOf(index, episode), lookup: lookupOf(index, episode, series) };
  const shotsById = new Map(episode.shots.map((shot) => [shot.id, shot]));
  const { clips, frames, unclipped } = timelineOf({ shots: episode.shots, clips: limited(episode, context) });
  const shots = clips.flatMap((clip) => {
    const shot = shotsById.get(clip.shotId ?? '');
    return shot === undefined ? [] : [planShot(shot, clip, context)];
  });
  const { fps } = PRESETS[preset];
  const gaps = clips.flatMap((clip) => (clip.shotId === null ? [{ clipId: clip.id, ...conformed(clip, fps) }] : []));
  const offCut = unclipped.flatMap((id) => {
    const shot = shotsById.get(id);
    return shot === undefined ? [] : [boardShot(shot, pictureOfShot(shot, context).shown, context)];
  });
  noteGaps(shots, offCut, episode.shots, context);
  return {
    preset,
    fps,
    frames: conform(frames, fps),
    shots,
    gaps,
    offCut,
    captions: captionsOf(shots),
    notes: notes.all,
  };
}

interface Context {
  readonly preset: PresetName;
  readonly index: ScriptIndex;
  readonly lookup: PlanLookup;
  readonly numbers: ReadonlyMap<string, string>;
  readonly notes: Notes;
}

function numbersOf(index: ScriptIndex, episode: EpisodeRecords): Map<string, string> {
  const scenes = new Map([...index.scenes].map(([id, scene]) => [id, scene.number]));
  return shotNumbers(scenes, episode.shots);
}

function lookupOf(index: ScriptIndex, episode: EpisodeRecords, series: SeriesRecords): PlanLookup {
  return {
    characters: new Map(series.characters.map((character) => [character.id, character])),
    locations: new Map(series.locations.map((location) => [location.id, location])),
    locationsByName: byBibleName(series.locations),
    sceneRecords: new Map(episode.scenes.map((scene) => [scene.id, scene])),
    scenes: index.scenes,
  };
}

/** Clips cut down to the longest shot an engine takes, so that the plan's cut is one that can be rendered. */
function limited({ clips }: EpisodeRecords, { numbers, notes }: Context): EpisodeRecords['clips'] {
  return clips.map((clip) => {
    if (clip.duration <= LONGEST_SHOT || clip.gap === true) return clip;
    const number = numbers.get(clip.shotId);
    const text = `Shot ${number} is longer than five minutes; only its first five are rendered. Split it.`;
    if (number !== undefined) notes.add('shot-too-long', text, { shotId: clip.shotId });
    return { ...clip, duration: LONGEST_SHOT };
  });
}

function pictureOfShot(shot: Shot, { numbers, lookup, notes }: Context): { shown: Picture; place: Picture['place'] } {
  const drawn = pictureOf(shot, numbers.get(shot.id) ?? '', lookup, notes);
  return { shown: shot.ownPicture === null ? drawn : ownPicture(shot.ownPicture), place: drawn.place };
}

function boardShot(shot: Shot, picture: Picture, { numbers }: Context): BoardShot {
  const manifest: StillManifest = {
    v: 1,
    kind: 'still',
    engine: 'animatic',
    engineVersion: ANIMATIC_VERSION,
    ...STILL_SIZE,
    picture,
  };
  return { shotId: shot.id, sceneId: shot.sceneId, number: numbers.get(shot.id) ?? '', still: planned(manifest) };
}

/** Where a clip stands at the preset's rate, and how long. */
function conformed(clip: { start: number; end: number }, fps: number): { start: number; frames: number } {
  const start = conform(clip.start, fps);
  return { start, frames: conform(clip.end, fps) - start };
}

function planShot(shot: Shot, clip: { id: string; start: number; end: number }, context: Context): PlannedShot {
  const { width, height, fps } = PRESETS[context.preset];
  const { start, frames } = conformed(clip, fps);
  const { shown: picture, place } = pictureOfShot(shot, context);
  const lines = linesOf(shot, frames, fps, context);
  const manifest: ShotManifest = {
    v: 1,
    kind: 'shot',
    engine: 'animatic',
    engineVersion: ANIMATIC_VERSION,
    speechVersion: SPEECH_VERSION,
    width,
    height,
    fps,
    frames,
    move: shot.move,
    picture,
    lines: lines.map(({ speaker: _, ...line }) => line),
  };
  const placed = context.index.scenes.has(shot.sceneId);
  return { ...boardShot(shot, picture, context), clipId: clip.id, placed, start, frames, place, shot: planned(manifest), lines };
}

function planned<M extends StillManifest | ShotManifest>(manifest: M): Planned<M> {
  return { manifest, revision: revisionOf(manifest) };
}

function linesOf(shot: Shot, frames: number, fps: number, context: Context): PlannedLine[] {
  const number = context.numbers.get(shot.id) ?? '';
  const spoken: { line: DialogueLine; speaker: Speaker }[] = [];
  for (const blockId of new Set(shot.lines)) {
    const line = context.index.lines.get(blockId);
    if (line !== undefined) spoken.push({ line, speaker: speakerOf(line, context.notes) });
    else {
      const text = `Shot ${number} carries a line that is no longer in the script.`;
      context.notes.add('line-missing', text, { shotId: shot.id, blockId });
    }
  }
  if (spoken.length === 0) return [];
  const seconds = spoken.map(({ line, speaker }) => speechSeconds(line.text, speaker.voice));
  const { slots, fits } = timeLines(seconds, frames, fps);
  if (!fits) {
    const needed = seconds.reduce((sum, s) => sum + s, 0);
    const text = `Shot ${number} lasts ${(frames / fps).toFixed(1)} s, its lines need ${needed.toFixed(1)} s. Make it longer or move a line.`;
    context.notes.add('lines-too-long', text, { shotId: shot.id });
  }
  return spoken.flatMap(({ line, speaker }, i) => {
    const slot = slots[i];
    return slot === undefined ? [] : [{ blockId: line.blockId, text: line.text, speaker: line.speaker, ...speaker, ...slot }];
  });
}

interface Speaker {
  readonly characterId: string;
  readonly voice: SpokenLine['voice'];
}

/** Somebody who is not in the bible is heard all the same, with a voice that follows from the name alone. */
function speakerOf({ speaker, character, blockId }: DialogueLine, notes: Notes): Speaker {
  if (character !== null) return { characterId: character.id, voice: character.voice };
  const text = speaker === '' ? 'There is dialogue under no cue.' : `${speaker} speaks and is not in the bible.`;
  notes.add('speaker-unknown', text, { blockId });
  return { characterId: derivedId('speaker', normalName(speaker)), voice: voiceOfName(speaker) };
}

/** Notes on what no single shot can see: shots outside the cut or the script, lines in no shot or in two. */
function noteGaps(shots: readonly PlannedShot[], offCut: readonly BoardShot[], all: readonly Shot[], context: Context): void {
  const { notes, index, numbers } = context;
  for (const { shotId, number } of offCut) notes.add('shot-without-clip', `Shot ${number} is not in the cut.`, { shotId });
  for (const { placed, number, shotId } of shots) {
    const text = `Shot ${number} belongs to a scene that is no longer in the script and is still in the cut.`;
    if (!placed) notes.add('scene-unplaced', text, { shotId });
  }
  const carriers = new Map<string, string>();
  for (const shot of [...all].sort(byOrder)) {
    for (const blockId of new Set(shot.lines)) {
      const other = carriers.get(blockId);
      carriers.set(blockId, shot.id);
      const text = `A line is spoken in shot ${numbers.get(other ?? '')} and again in shot ${numbers.get(shot.id)}.`;
      if (other !== undefined && index.lines.has(blockId)) notes.add('line-in-two-shots', text, { shotId: shot.id, blockId });
    }
  }
  for (const { blockId, speaker, text } of index.lines.values()) {
    const words = text.length > 40 ? `${text.slice(0, 39)}…` : text;
    if (!carriers.has(blockId)) notes.add('line-in-no-shot', `No shot carries ${speaker || 'the line'}: “${words}”`, { blockId });
  }
}
