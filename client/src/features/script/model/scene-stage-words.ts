import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { SceneStage } from '@trashfire/shared/document/vocabulary';

/** How far a scene's text is, as people say it. */
export const STAGE_WORDS: Record<SceneStage, MessageDescriptor> = {
  draft: msg({ message: 'Draft', comment: "How far a scene's text is: it is being written." }),
  review: msg({ message: 'In review', comment: "How far a scene's text is: somebody reads it." }),
  changes: msg({ message: 'Changes requested', comment: "How far a scene's text is: whoever read it wants it changed." }),
  approved: msg({ message: 'Approved', comment: "How far a scene's text is: it stays as it is." }),
};
