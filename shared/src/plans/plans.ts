import type { PresetName } from '../render/presets.ts';

/** What each tier may do, in one table: prices, shares of the queue and limits are read from here and nowhere else. */
export const TIERS = ['free', 'pro', 'studio'] as const;
export type TierName = (typeof TIERS)[number];

export interface Tier {
  readonly title: string;
  /** Micro-dollars a month. */
  readonly price: bigint;
  /** Share of the render queue against the other tiers' (DESIGN §7); teams inside a tier share equally. */
  readonly weight: number;
  readonly presets: readonly PresetName[];
  /** Full episodes that may be assembled a month; null for no limit. */
  readonly episodesPerMonth: number | null;
  /** Tasks of one team that may run at once, so that one team cannot fill every worker. */
  readonly concurrentTasks: number;
  /** Tasks of one team that may wait in the queue; beyond it a request is refused with the reason (R7). */
  readonly waitingTasks: number;
}

const DOLLAR = 1_000_000n;

export const PLANS: Readonly<Record<TierName, Tier>> = {
  free: {
    title: 'Free',
    price: 0n,
    weight: 1,
    presets: ['LOW'],
    episodesPerMonth: 1,
    concurrentTasks: 2,
    waitingTasks: 1000,
  },
  pro: {
    title: 'Pro',
    price: 20n * DOLLAR,
    weight: 3,
    presets: ['LOW', 'HIGH'],
    episodesPerMonth: 10,
    concurrentTasks: 6,
    waitingTasks: 3000,
  },
  studio: {
    title: 'Studio',
    price: 50n * DOLLAR,
    weight: 6,
    presets: ['LOW', 'HIGH'],
    episodesPerMonth: null,
    concurrentTasks: 12,
    waitingTasks: 6000,
  },
};

/** Whether a tier's plan has a preset. */
export function mayRender(tier: TierName, preset: PresetName): boolean {
  return PLANS[tier].presets.includes(preset);
}
