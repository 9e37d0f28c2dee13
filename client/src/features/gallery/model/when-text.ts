import { i18n } from '@lingui/core';

/** Day and time as people here write them. @param at ISO 8601. */
export function whenText(at: string): string {
  return i18n.date(at, { dateStyle: 'medium', timeStyle: 'short' });
}
