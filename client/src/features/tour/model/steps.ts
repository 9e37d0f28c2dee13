import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { RenderView } from '@trashfire/shared/api/contract';

/** How far somebody is with the one change the tour asks for. */
export type Moment = 'unchanged' | 'stale' | 'drawing' | 'drawn';

interface Change {
  /** How many shots are stale now. */
  readonly stale: number;
  /** The episode's newest request when a shot was first seen stale: its id, null for none; undefined until one was stale. */
  readonly before: string | null | undefined;
  readonly render: Pick<RenderView, 'id' | 'state'> | null;
}

export function momentOf({ stale, before, render }: Change): Moment {
  if (stale > 0) return 'stale';
  if (before === undefined || render === null || render.id === before) return 'unchanged';
  if (render.state === 'open') return 'drawing';
  return render.state === 'done' ? 'drawn' : 'unchanged';
}

export interface Step {
  readonly number: 1 | 2 | 3;
  readonly title: MessageDescriptor;
  readonly text: MessageDescriptor;
}

export const OPEN_STEP: Step = {
  number: 1,
  title: msg`One script, everybody in it`,
  text: msg`This is a real episode. Open it: every shot stands with the lines it was drawn from.`,
};

export const CHANGE_STEP: Step = {
  number: 2,
  title: msg`Change one line`,
  text: msg`In the script, rewrite a line somebody speaks in the first scene. Its shot turns amber: stale, with the reason and the price.`,
};

const WATCH_TEXT: Record<Moment, MessageDescriptor> = {
  unchanged: msg`Once a shot is stale, Update stands above with its seconds and price. Only what is stale is drawn again, then it plays.`,
  stale: msg`Press Update above. Only what is stale is drawn again, then it plays with the new line in it.`,
  drawing: msg`Only what was stale is being drawn. It can be watched as soon as it is there.`,
  drawn: msg`There it is, with the new line in it. Nothing else was drawn or paid for.`,
};

/** The last step goes along with what happens. */
export function watchStep(moment: Moment): Step {
  return { number: 3, title: msg`Render it, watch it`, text: WATCH_TEXT[moment] };
}
