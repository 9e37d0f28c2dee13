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
  readonly title: string;
  readonly text: string;
}

export const OPEN_STEP: Step = {
  number: 1,
  title: 'One script, everybody in it',
  text: 'This is a real episode. Open it: every shot stands with the lines it was drawn from.',
};

export const CHANGE_STEP: Step = {
  number: 2,
  title: 'Change one line',
  text: 'In the script, rewrite a line somebody speaks in the first scene. Its shot turns amber: stale, with the reason and the price.',
};

const WATCH_TEXT: Record<Moment, string> = {
  unchanged:
    'Once a shot is stale, Update stands above with its seconds and price. Only what is stale is drawn again, then it plays.',
  stale: 'Press Update above. Only what is stale is drawn again, then it plays with the new line in it.',
  drawing: 'Only what was stale is being drawn. It can be watched as soon as it is there.',
  drawn: 'There it is, with the new line in it. Nothing else was drawn or paid for.',
};

/** The last step goes along with what happens. */
export function watchStep(moment: Moment): Step {
  return { number: 3, title: 'Render it, watch it', text: WATCH_TEXT[moment] };
}
