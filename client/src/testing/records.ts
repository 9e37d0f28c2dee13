import type { Shot } from '@trashfire/shared/document/schema';
import type { ScriptBlock } from '../collab/script-store.ts';

/** A block of a script with nothing but these; for tests. */
export function scriptBlock(id: string, type: ScriptBlock['type'], text: string, level = 1): ScriptBlock {
  return { id, type, text, level, number: null, runs: [], dual: false, key: null };
}

/** A shot with no choices of anybody's; for tests. */
export function plainShot(own: Pick<Shot, 'id' | 'sceneId' | 'order'> & Partial<Shot>): Shot {
  return {
    v: 3,
    title: '',
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
    seed: 1,
    notes: '',
    lens: null,
    ownPicture: null,
    lock: null,
    ...own,
  };
}
