import { t } from '@lingui/core/macro';
import { say } from '../../../ui/toast.ts';

/** Somebody moved the scene one was typing in. */
export function sayCarried(): void {
  say(t`The scene you write in was moved. What you typed came along.`);
}

/** Two people moved one scene in the same moment. */
export function sayDoubled(): void {
  say(t`Somebody else moved the same scene at that moment: it stands twice now. Keep the one you want.`);
}
