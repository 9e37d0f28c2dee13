import { useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { Progress } from '../../../ui/Progress.tsx';
import { Sketch } from '../../../ui/Sketch.tsx';
import { describeShot, type ShotView, shownPicture } from '../../studio/model/episode-model.ts';
import type { ShotState } from '../../studio/model/shot-state.ts';
import { useCharacterNames } from '../../studio/model/use-episode-model.ts';
import { useUploads } from '../model/uploads.ts';

/** The picture of a shot: one that is on its way at once, from the file here. */
export function FramePicture({ view, state }: { view: ShotView; state: ShotState }) {
  const { t } = useLingui();
  const { number } = view;
  const names = useCharacterNames();
  const upload = useUploads(({ byShot }) => byShot[view.id]);
  const forget = useUploads((uploads) => uploads.forget);
  const hash = shownPicture(view);
  const url = useAssetUrl(hash);
  const isThere = upload?.state === 'done' && view.shot.ownPicture !== null && url !== null;
  useEffect(() => {
    if (isThere) forget(view.id);
  }, [isThere, forget, view.id]);
  const local = upload !== undefined && upload.state !== 'failed' ? upload.url : null;
  const shown = local ?? (state.kind === 'sketch' ? null : url);
  return (
    <>
      {shown ? (
        <img key={local ?? hash} src={shown} alt={describeShot(view, names)} loading="lazy" draggable={false} />
      ) : (
        <Sketch size={view.shot.size} cast={view.shot.cast.length} />
      )}
      {upload?.state === 'sending' ? (
        <Progress onFrame percent={upload.share * 100} label={t`Sending the picture of shot ${number}`} />
      ) : state.kind === 'rendering' ? (
        <Progress onFrame percent={state.percent} label={t`Rendering shot ${number}`} />
      ) : null}
    </>
  );
}
