import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { sceneNumbers, shotNumbers } from '@trashfire/shared/document/numbering';
import { byOrder } from '@trashfire/shared/document/order';
import { synopsisBelow } from '@trashfire/shared/document/outline';
import type { Clip, Scene, Shot, ShotRender, ShotStill } from '@trashfire/shared/document/schema';
import { type Timeline, type TimelineClip, timelineOf } from '@trashfire/shared/document/timeline';
import type { ScriptBlock } from '../../../collab/script-store.ts';

/** A shot with its number, place in the cut and what has been made of it; progress and staleness come on top, see use-shot-state.ts. */
export interface ShotView {
  readonly id: string;
  readonly shot: Shot;
  /** As said aloud: `14B`. */
  readonly number: string;
  readonly sceneId: string;
  readonly clip: TimelineClip | null;
  /** Frames at the edit rate; 0 when the shot is not in the cut. */
  readonly duration: number;
  readonly render: ShotRender | null;
  readonly still: ShotStill | null;
}

export interface SceneView {
  readonly id: string;
  readonly number: string;
  /** As written: `EXT. DOCK NINE - NIGHT`; for a scene whose heading is gone, `Unplaced`. */
  readonly heading: string;
  readonly placed: boolean;
  readonly synopsis: string;
  readonly shots: readonly ShotView[];
  readonly frames: number;
}

export interface EpisodeModel {
  readonly scenes: readonly SceneView[];
  readonly shots: ReadonlyMap<string, ShotView>;
  readonly timeline: Timeline;
  /** The shot of every clip, also of one that was lifted and is a gap by now. */
  readonly clipShots: ReadonlyMap<string, string>;
  /** Shots by the script block they speak. */
  readonly shotsOfLine: ReadonlyMap<string, readonly string[]>;
  /** Text of every block that has an id. */
  readonly lines: ReadonlyMap<string, ScriptBlock>;
}

export interface EpisodeInput {
  readonly blocks: readonly ScriptBlock[];
  readonly scenes: readonly Scene[];
  readonly shots: readonly Shot[];
  readonly clips: readonly Clip[];
  readonly renders: readonly ShotRender[];
  readonly stills: readonly ShotStill[];
}

/** Puts script, board, cut and renders together as people see them. Pure: the rooms render what this returns. */
export function episodeModel(input: EpisodeInput): EpisodeModel {
  const headings = headingsOf(input.blocks);
  const numbers = sceneNumbers(headings);
  const names = shotNumbers(numbers, input.shots);
  const timeline = timelineOf(input);
  const clips = new Map(timeline.clips.map((clip) => [clip.shotId, clip]));
  const renders = new Map(input.renders.map((render) => [render.id, render]));
  const stills = new Map(input.stills.map((still) => [still.id, still]));
  const views = new Map<string, ShotView>();
  for (const shot of [...input.shots].sort(byOrder)) {
    const clip = clips.get(shot.id) ?? null;
    views.set(shot.id, {
      id: shot.id,
      shot,
      number: names.get(shot.id) ?? '',
      sceneId: shot.sceneId,
      clip,
      duration: clip?.duration ?? 0,
      render: renders.get(shot.id) ?? null,
      still: stills.get(shot.id) ?? null,
    });
  }
  return {
    scenes: scenesOf(headings, numbers, input.scenes, [...views.values()]),
    shots: views,
    timeline,
    clipShots: new Map(input.clips.map(({ id, shotId }) => [id, shotId])),
    shotsOfLine: shotsByLine(input.shots),
    lines: new Map(input.blocks.flatMap((block) => (block.id === null ? [] : [[block.id, block]]))),
  };
}

interface Heading {
  readonly id: string;
  readonly number: string | null;
  readonly text: string;
  /** What the script has right below it. */
  readonly synopsis: string;
}

function headingsOf(blocks: readonly ScriptBlock[]): Heading[] {
  const seen = new Set<string>();
  const headings: Heading[] = [];
  blocks.forEach((block, at) => {
    if (block.type !== 'sceneHeading' || block.id === null || seen.has(block.id)) return;
    seen.add(block.id);
    headings.push({ id: block.id, number: block.number, text: block.text, synopsis: synopsisBelow(blocks, at) });
  });
  return headings;
}

function scenesOf(
  headings: readonly Heading[],
  numbers: ReadonlyMap<string, string>,
  records: readonly Scene[],
  shots: readonly ShotView[],
): SceneView[] {
  const synopses = new Map(records.map((scene) => [scene.id, scene.synopsis]));
  const byScene = Map.groupBy(shots, (shot) => shot.sceneId);
  const view = (id: string, heading: string, placed: boolean, synopsis = ''): SceneView => {
    const own = byScene.get(id) ?? [];
    return {
      id,
      number: numbers.get(id) ?? '–',
      heading,
      placed,
      // SPEC O4: what the script says goes before what the room knows beside it.
      synopsis: synopsis === '' ? (synopses.get(id) ?? '') : synopsis,
      shots: own,
      frames: own.reduce((sum, shot) => sum + shot.duration, 0),
    };
  };
  const placed = new Set(headings.map((heading) => heading.id));
  // A scene whose heading is gone keeps its shots, shown as unplaced (DESIGN §4).
  const unplaced = [...byScene.keys()].filter((id) => !placed.has(id)).sort();
  return [
    ...headings.map(({ id, text, synopsis }) => view(id, text, true, synopsis)),
    ...unplaced.map((id) =>
      view(id, t({ message: 'Unplaced', comment: 'A scene whose heading is gone from the script.' }), false),
    ),
  ];
}

function shotsByLine(shots: readonly Shot[]): Map<string, string[]> {
  const byLine = new Map<string, string[]>();
  for (const shot of shots) for (const line of shot.lines) byLine.set(line, [...(byLine.get(line) ?? []), shot.id]);
  return byLine;
}

/** Shots in the order they are shown: scene by scene, board order within. */
export function shotsInOrder(model: EpisodeModel): ShotView[] {
  return model.scenes.flatMap((scene) => scene.shots);
}

/** sha256 of the picture that stands for a shot: its own, else of its newest take, else the still; null where nothing is drawn. */
export function shownPicture({ shot, render, still }: Pick<ShotView, 'shot' | 'render' | 'still'>): string | null {
  return shot.ownPicture ?? render?.poster ?? still?.asset ?? null;
}

/** What a picture of the shot would be described as; alt text of its frames. */
export function describeShot(view: ShotView, names: ReadonlyMap<string, string> = new Map()): string {
  const { shot, number } = view;
  const { title, action } = shot;
  const cast = shot.cast
    .map(({ characterId }) => names.get(characterId) ?? t`a character`)
    .reduce((all, name) => (all === '' ? name : t`${all} and ${name}`), '');
  const subject = cast === '' ? title : title === '' ? t`with ${cast}` : t`${title} with ${cast}`;
  const words = subject === '' || action === '' ? subject + action : t`${subject}. ${action}`;
  const size = i18n._(SIZE_WORDS[shot.size]);
  return words === '' ? t`Shot ${number}, ${size}` : t`Shot ${number}, ${size}: ${words}`;
}

export const SIZE_WORDS: Record<Shot['size'], MessageDescriptor> = {
  EWS: msg`extreme wide shot`,
  WS: msg`wide shot`,
  FS: msg`full shot`,
  MS: msg`medium shot`,
  MCU: msg`medium close-up`,
  CU: msg`close-up`,
  ECU: msg`extreme close-up`,
  OTS: msg`over the shoulder`,
  TWO: msg`two-shot`,
  INSERT: msg({ message: 'insert', comment: 'Size of a shot: a detail, such as a letter or a hand.' }),
};

/** `EXT. DOCK NINE - NIGHT` -> `Dock nine`: a scene's name in a narrow column. */
export function placeName(heading: string): string {
  const bare = heading.replace(/^\s*(int\.?\/ext|i\/e|int|ext|est)\.?\s+/i, '').replace(/\s+-\s+[^-]*$/, '');
  const text = (bare === '' ? heading : bare).trim().toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
