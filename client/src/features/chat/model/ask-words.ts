import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { BREAK_DOWN, CHECK_CANON, LIST_CAST, LIST_PLACES } from '@trashfire/shared/api/asks';

const WORDS: Readonly<Record<string, MessageDescriptor>> = {
  [BREAK_DOWN]: msg`Break the script down`,
  [LIST_CAST]: msg`List the cast and where they appear`,
  [LIST_PLACES]: msg`List the places and where they appear`,
  [CHECK_CANON]: msg`Check continuity against canon`,
};

/** What a button says that asks this; words it does not know stay as they are. What is sent is English always: the offline drafter knows it by these very words. */
export function askWords(ask: string): MessageDescriptor {
  return WORDS[ask] ?? { id: ask, message: ask };
}
