import { t } from '@lingui/core/macro';
import type { addShot } from '@trashfire/shared/document/commands/add-shot';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { newId } from '@trashfire/shared/ids';

type AddShotArgs = Parameters<typeof addShot.run>[1];
type NewShot = AddShotArgs['shot'];

const DEFAULT_SECONDS = 3;

/** What makes a picture one of many. */
export function seed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

/** Arguments of add-shot for an empty shot. @param before the shot it shall stand in front of; null: at the scene's end. */
export function blankShot(sceneId: string, before: string | null): AddShotArgs {
  const shot: NewShot = {
    id: newId(),
    sceneId,
    title: t`New shot`,
    size: 'MS',
    angle: 'eye',
    move: 'hold',
    action: '',
    cast: [],
    lines: [],
    locationId: null,
    timeOfDay: null,
    weather: null,
    prop: null,
    seed: seed(),
  };
  return { shot, before, clip: { id: newId(), duration: DEFAULT_SECONDS * EDIT_RATE } };
}
