import type { Random } from '@trashfire/shared/testing/random';
import type { EditName } from './edits.ts';
import { edit, PEOPLE } from './events/people.ts';
import { STUDIO } from './events/studio.ts';
import type { EventName, OperationName, Plan } from './plan.ts';
import type { World } from './world.ts';

const EVENTS: Record<EventName, (world: World, random: Random) => Promise<void>> = { ...PEOPLE, ...STUDIO };

/** Draws one operation by its weight. */
export function drawOperation({ weights }: Plan, random: Random): OperationName {
  let total = 0;
  for (const weight of weights.values()) total += weight;
  let at = random.next() * total;
  for (const [name, weight] of weights) {
    at -= weight;
    if (at < 0) return name;
  }
  return 'edit type';
}

export async function perform(name: OperationName, world: World, random: Random): Promise<void> {
  if (name.startsWith('edit ')) await edit(name.slice(5) as EditName, world, random);
  else await EVENTS[name as EventName](world, random);
}
