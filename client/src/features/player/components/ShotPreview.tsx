import { Dialog } from '@base-ui/react/dialog';
import { Trans } from '@lingui/react/macro';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import popup from '../../../ui/Popup.module.css';
import { describeShot } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useCharacterNames, useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import styles from './Player.module.css';

/** One shot, played over the page: its newest segment, or its still when nothing was rendered yet. */
export function ShotPreview() {
  const preview = useSelection((state) => state.preview);
  const set = useSelection((state) => state.set);
  const model = useEpisodeModel();
  const names = useCharacterNames();
  const view = preview === null ? undefined : model.shots.get(preview);
  const segment = useAssetUrl(view?.render?.segment);
  const dialogue = useAssetUrl(view?.render?.dialogue);
  const still = useAssetUrl(view?.shot.ownPicture ?? view?.still?.asset ?? view?.render?.poster);
  return (
    <Dialog.Root open={view !== undefined} onOpenChange={(open) => !open && set({ preview: null })}>
      <Dialog.Portal>
        <Dialog.Backdrop className={popup.backdrop} />
        <Dialog.Popup className={styles.preview} data-laser={`preview:${preview ?? ''}`}>
          {view ? (
            <>
              {segment ? (
                <SegmentPlayer key={segment} segment={segment} dialogue={dialogue} label={describeShot(view, names)} />
              ) : still ? (
                <img src={still} alt={describeShot(view, names)} />
              ) : (
                <p className={styles.nothing}>
                  <Trans>Nothing is drawn for this shot yet.</Trans>
                </p>
              )}
              <Dialog.Title className={styles.caption}>
                <b className="mono">{view.number}</b> {view.shot.title}
              </Dialog.Title>
            </>
          ) : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Picture and voices are two assets of one shot; the voices follow the picture. */
function SegmentPlayer({ segment, dialogue, label }: { segment: string; dialogue: string | null; label: string }) {
  const sync = (video: HTMLVideoElement) => {
    const audio = video.nextElementSibling;
    if (!(audio instanceof HTMLAudioElement)) return;
    audio.currentTime = video.currentTime;
    // Without a gesture a browser may refuse sound; the picture plays on and its controls start both.
    if (video.paused) audio.pause();
    else audio.play().catch(() => undefined);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: a shot's lines are in the script beside it; the assembled cut carries captions */}
      <video
        src={segment}
        aria-label={label}
        autoPlay
        loop
        controls
        playsInline
        onPlay={(event) => sync(event.currentTarget)}
        onPause={(event) => sync(event.currentTarget)}
        onSeeked={(event) => sync(event.currentTarget)}
      />
      {dialogue ? (
        // biome-ignore lint/a11y/useMediaCaption: see above
        <audio src={dialogue} preload="auto" />
      ) : null}
    </>
  );
}
