import { t } from '@lingui/core/macro';
import { addReference } from '@trashfire/shared/document/commands/add-reference';
import { newId } from '@trashfire/shared/ids';
import { useCallback } from 'react';
import { fileName } from '../../../ui/save-file.ts';
import { say } from '../../../ui/toast.ts';
import { type Upload, useUploads } from '../../storyboard/model/uploads.ts';
import { useLateCommand } from '../../studio/model/use-command.ts';

/** Files taken at once; the others are named, and can be brought after them. */
const MOST_AT_ONCE = 20;

const keyOf = (subjectId: string, id: string): string => `reference:${subjectId}:${id}`;

/** Pictures on their way to one subject, in the order they were brought; what has arrived is among the references. */
export function uploadsOf(byKey: Readonly<Record<string, Upload>>, subjectId: string): [key: string, upload: Upload][] {
  return Object.entries(byKey).filter(([key, { state }]) => key.startsWith(keyOf(subjectId, '')) && state !== 'done');
}

/** Sends pictures and keeps each beside its subject once it is there, also when the page was left meanwhile. */
export function useBringReferences(subjectId: string): (files: readonly File[]) => void {
  const run = useLateCommand();
  const start = useUploads((uploads) => uploads.start);
  return useCallback(
    (files) => {
      const most = MOST_AT_ONCE;
      if (files.length > most) say(t`The first ${most} pictures are sent. Bring the others after them.`);
      for (const file of files.slice(0, most)) {
        const id = newId();
        const name = fileName(file.name);
        start(keyOf(subjectId, id), file, async ({ hash }) => {
          await run(addReference, { reference: { id, subjectId, picture: hash, name } });
          // The reference stands for it from here on.
          return false;
        });
      }
    },
    [run, start, subjectId],
  );
}
