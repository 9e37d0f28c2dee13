import { t } from '@lingui/core/macro';
import type { addShot } from '@trashfire/shared/document/commands/add-shot';
import type { Shot } from '@trashfire/shared/document/schema';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { newId } from '@trashfire/shared/ids';
import type { ShotView } from '../../studio/model/episode-model.ts';

type AddShotArgs = Parameters<typeof addShot.run>[1];
type NewShot = AddShotArgs['shot'];

const DEFAULT_SECONDS = 3;

function seed(): number {
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

/** Arguments of add-shot for a copy that carries no lines: a line is spoken in one shot. */
export function copyOf(view: ShotView, before: string | null): AddShotArgs {
  const { id: _, v: __, order: ___, ...rest }: Shot = view.shot;
  const shot: NewShot = { ...rest, id: newId(), lines: [], seed: seed() };
  return { shot, before, clip: view.clip === null ? null : { id: newId(), duration: view.clip.duration } };
}
