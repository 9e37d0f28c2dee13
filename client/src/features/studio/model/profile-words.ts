import { t } from '@lingui/core/macro';
import type { ProfileView } from '@trashfire/shared/api/contract';

type Profile = Pick<ProfileView, 'agent' | 'engine' | 'voices' | 'billing'>;

/** What is behind the parts a person meets, in one line (R8): `offline drafter · animatic · voices: flite · billing: mock`. */
export function profileWords({ agent, engine, voices, billing }: Profile): string {
  return [agent, engine, t`voices: ${voices}`, t`billing: ${billing}`].join(' · ');
}

/** What stands behind a balance: credits nobody paid for are called so (R8). */
export function creditsWord({ billing }: Pick<ProfileView, 'billing'>): string {
  return billing === 'mock' ? t`mock credits` : t`credits`;
}
