import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { OutlineName } from '@trashfire/shared/document/outline';

/** What the parts of an outline are called. */
export const OUTLINE_NAMES: Readonly<Record<OutlineName, MessageDescriptor>> = {
  act: msg({ message: 'Act', comment: 'A part of a screenplay, as a noun.' }),
  sequence: msg`Sequence`,
  beat: msg({ message: 'Beat', comment: 'A step of a story, as screenwriters say it.' }),
};
