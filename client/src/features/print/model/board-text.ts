import { i18n } from '@lingui/core';
import { wrap } from '@trashfire/shared/layout/wrap';
import type { SheetShot } from '../../storyboard/model/sheet-shots.ts';
import { ANGLE_WORDS, MOVE_WORDS } from '../../storyboard/model/vocabulary-words.ts';

/** `slug`: the scene's heading; `cue`: who speaks. */
type BoardTextKind = 'slug' | 'camera' | 'title' | 'action' | 'cue' | 'speech';

/** One printed line of the words beside a picture. */
export interface BoardLine {
  readonly kind: BoardTextKind;
  readonly text: string;
}

/** What is seen: the scene where it begins, the camera, the shot's title and what happens. @param columns characters a line holds. */
export function actionLines({ view, scene, opens }: SheetShot, columns: number): BoardLine[] {
  const { title, action } = view.shot;
  return [
    ...(opens ? lines('slug', scene.heading, columns) : []),
    ...lines('camera', cameraWords(view.shot), columns),
    ...lines('title', title, columns),
    ...lines('action', action, columns),
  ];
}

/** What is said, each line below who says it. */
export function dialogueLines({ lines: spoken }: SheetShot, columns: number): BoardLine[] {
  return spoken.flatMap(({ speaker, text }) => [...lines('cue', speaker, columns), ...lines('speech', text, columns)]);
}

/** Size, and angle and move where they are not the usual ones. */
function cameraWords({ size, angle, move }: SheetShot['view']['shot']): string {
  const words = [angle === 'eye' ? null : i18n._(ANGLE_WORDS[angle]), move === 'hold' ? null : i18n._(MOVE_WORDS[move])];
  return [size, ...words.filter((word) => word !== null)].join(' · ');
}

function lines(kind: BoardTextKind, text: string, columns: number): BoardLine[] {
  // A tab is as wide as a printer likes; a line end of Windows is one.
  const plain = text.replace(/\r\n?/g, '\n').replaceAll('\t', ' ').trim();
  if (plain === '') return [];
  return wrap([{ text: plain, marks: [] }], columns).map((runs) => ({ kind, text: runs.map((run) => run.text).join('') }));
}
