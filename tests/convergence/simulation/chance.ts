import type { Random } from '@trashfire/shared/testing/random';

/** One of those that fit, or null. */
export function some<T>(random: Random, all: readonly T[], fits: (one: T) => boolean = () => true): T | null {
  const fitting = all.filter(fits);
  return fitting.length === 0 ? null : random.pick(fitting);
}
