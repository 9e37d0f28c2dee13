import { t } from '@lingui/core/macro';
import { updateShot } from '@trashfire/shared/document/commands/update-shot';
import { useCallback } from 'react';
import { say } from '../../../ui/toast.ts';
import type { ShotView } from '../../studio/model/episode-model.ts';
import { useCommand, useLateCommand } from '../../studio/model/use-command.ts';
import { useUploads } from './uploads.ts';

/** Gives a shot a picture of somebody's own, or takes it away again; each is one edit. */
export function useOwnPicture() {
  const run = useCommand();
  const later = useLateCommand();
  const start = useUploads((state) => state.start);
  const give = useCallback(
    (view: Pick<ShotView, 'id' | 'shot'>, file: Blob) => {
      const { id, shot } = view;
      if (shot.lock !== null) return void say(t`This shot is locked. Unlock it first.`);
      start(id, file, async ({ hash }) => (await later(updateShot, { id, patch: { ownPicture: hash } })) !== null);
    },
    [later, start],
  );
  const pick = useCallback((id: string, ownPicture: string | null) => run(updateShot, { id, patch: { ownPicture } }), [run]);
  return { give, pick };
}
