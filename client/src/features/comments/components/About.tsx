import { Trans, useLingui } from '@lingui/react/macro';
import type { Anchor } from '@trashfire/shared/api/comments-contract';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import type { ThreadPlace } from '../model/threads.ts';
import styles from './Comments.module.css';

/** What a thread is about, in words. @param place left out for one that is not written yet. */
export function About({ anchor, place }: { anchor: Anchor; place: ThreadPlace | undefined }) {
  const words = useAboutWords(anchor, place);
  return (
    <span className={styles.about}>
      {anchor.kind === 'text' ? <q className={styles.quote}>{anchor.quote}</q> : null}
      {words === '' ? null : <span>{words}</span>}
      {anchor.kind === 'text' && place?.gone ? (
        <span className={styles.gone}>
          <Trans>The text is gone</Trans>
        </span>
      ) : null}
    </span>
  );
}

/** `Scene 3`, `Shot 12A`, or that it is gone. */
function useAboutWords(anchor: Anchor, place: ThreadPlace | undefined): string {
  const { t } = useLingui();
  const model = useEpisodeModel();
  const sceneId = anchor.kind === 'scene' ? anchor.id : place?.sceneId;
  const scene = model.scenes.find(({ id }) => id === sceneId)?.number;
  if (anchor.kind === 'episode') return t`The whole episode`;
  if (anchor.kind === 'scene') return scene === undefined ? t`A scene that is gone` : t`Scene ${scene}`;
  if (anchor.kind === 'text') return scene === undefined ? '' : t`Scene ${scene}`;
  const shotId = anchor.kind === 'shot' ? anchor.id : model.clipShots.get(anchor.id);
  const shot = model.shots.get(shotId ?? '')?.number;
  if (anchor.kind === 'shot') return shot === undefined ? t`A shot that is gone` : t`Shot ${shot}`;
  return shot === undefined ? t`A clip that is gone` : t`Clip of shot ${shot}`;
}
