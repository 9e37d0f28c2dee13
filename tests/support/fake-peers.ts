import type { Random } from '@trashfire/shared/testing/random';

/**
 * The rhythm of people and networks that a test makes up: how long one takes between two words, when a cable is pulled. It waits
 * for nothing that a test then relies on; for that there is `eventually`.
 */
export async function fakePause(random: Random, mostMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, random.int(0, mostMs)));
}
