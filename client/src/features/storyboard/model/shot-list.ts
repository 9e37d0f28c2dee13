import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { parseHeading } from '@trashfire/shared/fountain/heading';
import { toCsv } from './csv.ts';
import type { SheetShot } from './sheet-shots.ts';
import { ANGLE_WORDS, MOVE_WORDS } from './vocabulary-words.ts';

export interface ShotListInput {
  readonly episode: string;
  readonly shots: readonly SheetShot[];
  /** Names of the bible by id. */
  readonly characters: ReadonlyMap<string, string>;
  readonly places: ReadonlyMap<string, string>;
  /** The place each scene has in the bible, by the scene's id. */
  readonly scenePlaces: ReadonlyMap<string, string | null>;
  /** Whose work a scene is, by name, by the scene's id. */
  readonly assignees: ReadonlyMap<string, string>;
  /** How a shot stands, in words. */
  readonly statusOf: (shot: SheetShot) => string;
}

type Row = ShotListInput & { readonly shot: SheetShot };
interface Column {
  readonly title: MessageDescriptor;
  readonly cell: (row: Row) => string;
}

/** What the studio does not hold is left to the crew: set-ups are written into a list by hand. */
const empty = () => '';
const COLUMNS: readonly Column[] = [
  { title: msg`Episode`, cell: ({ episode }) => episode },
  { title: msg`Scene`, cell: ({ shot }) => shot.scene.number },
  { title: msg`Shot`, cell: ({ shot }) => shot.view.number },
  {
    title: msg({
      message: 'Setup',
      context: 'shot list',
      comment: 'One place of the camera, from which several shots are taken',
    }),
    cell: empty,
  },
  { title: msg({ message: 'Size', context: 'of a shot' }), cell: ({ shot }) => shot.view.shot.size },
  { title: msg({ message: 'Angle', context: 'of the camera' }), cell: ({ shot }) => i18n._(ANGLE_WORDS[shot.view.shot.angle]) },
  { title: msg({ message: 'Move', context: 'of the camera' }), cell: ({ shot }) => i18n._(MOVE_WORDS[shot.view.shot.move]) },
  {
    title: msg({ message: 'Lens', context: 'shot list' }),
    cell: ({ shot }) => (shot.view.shot.lens === null ? '' : `${shot.view.shot.lens} mm`),
  },
  { title: msg({ message: 'Characters', context: 'shot list' }), cell: castOf },
  { title: msg({ message: 'Location', context: 'shot list' }), cell: placeOf },
  { title: msg({ message: 'Action', comment: 'What happens in the shot' }), cell: actionOf },
  { title: msg({ message: 'Dialogue', context: 'shot list' }), cell: dialogueOf },
  {
    title: msg({ message: 'Frames', context: 'shot list', comment: 'How long a shot is, in frames' }),
    cell: ({ shot }) => (shot.view.clip === null ? '' : String(shot.view.duration)),
  },
  {
    title: msg({ message: 'Duration', context: 'shot list', comment: 'How long a shot is, as timecode' }),
    cell: ({ shot }) => (shot.view.clip === null ? '' : fullTimecode(shot.view.duration)),
  },
  { title: msg({ message: 'Status', context: 'shot list' }), cell: ({ shot, statusOf }) => statusOf(shot) },
  {
    title: msg({ message: 'Assignee', context: 'shot list' }),
    cell: ({ shot, assignees }) => assignees.get(shot.view.shot.sceneId) ?? '',
  },
  { title: msg({ message: 'Version', context: 'shot list', comment: 'Number of the newest finished take' }), cell: takeOf },
  {
    title: msg({ message: 'Thumb', context: 'shot list', comment: 'The picture of a shot, by its sha256' }),
    cell: ({ shot }) => shot.picture ?? '',
  },
];

/** The shots of an episode as a CSV file, a row each under one row of titles. */
export function shotListCsv(input: ShotListInput): string {
  const titles = COLUMNS.map(({ title }) => i18n._(title));
  const rows = input.shots.map((shot) => COLUMNS.map(({ cell }) => cell({ ...input, shot })));
  return toCsv([titles, ...rows]);
}

function castOf({ shot, characters }: Row): string {
  return shot.view.shot.cast.flatMap(({ characterId }) => characters.get(characterId) ?? []).join('; ');
}

/** The shot's own place, else its scene's in the bible, else the one written in the heading. */
function placeOf({ shot, places, scenePlaces }: Row): string {
  const id = shot.view.shot.locationId ?? scenePlaces.get(shot.scene.id) ?? null;
  const known = id === null ? undefined : places.get(id);
  return known ?? (shot.scene.placed ? parseHeading(shot.scene.heading).place : '');
}

function actionOf({ shot }: Row): string {
  const { title, action } = shot.view.shot;
  return [title, action].filter((text) => text.trim() !== '').join('\n');
}

function dialogueOf({ shot }: Row): string {
  return shot.lines.map(({ speaker, text }) => (speaker === '' ? text : `${speaker}: ${text}`)).join('\n');
}

function takeOf({ shot }: Row): string {
  const { render } = shot.view;
  return render?.doneRevision ? String(Math.max(1, render.take)) : '';
}

/** @param frames whole frames at the edit rate. @returns `HH:MM:SS:FF`, as edit lists have it. */
function fullTimecode(frames: number): string {
  const seconds = Math.floor(frames / EDIT_RATE);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frames % EDIT_RATE]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
