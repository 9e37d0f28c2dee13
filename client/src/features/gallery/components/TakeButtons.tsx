import { Trans, useLingui } from '@lingui/react/macro';
import { Check, Download } from 'lucide-react';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { Button } from '../../../ui/Button.tsx';
import { fileName } from '../../../ui/save-file.ts';
import { useEditable } from '../../storyboard/model/use-editable.ts';
import type { ShotView } from '../../studio/model/episode-model.ts';
import type { TakeItem } from '../model/items.ts';
import type { GalleryActions } from '../model/use-gallery-actions.ts';
import styles from './Page.module.css';

/** Makes the shot show this take. */
export function PickButton({ item, view, actions }: { item: TakeItem; view: ShotView; actions: GalleryActions }) {
  const editable = useEditable(view);
  const shown = item.uses > 0;
  return (
    <Button size="sm" variant="primary" icon={Check} disabled={!editable || shown} onClick={() => actions.pick(view, item.id)}>
      {shown ? <Trans>On the board</Trans> : <Trans>Show it on the board</Trans>}
    </Button>
  );
}

/** The picture, and the film where there is one, as files. */
export function Downloads({ item: { name, take } }: { item: TakeItem }) {
  const { t } = useLingui();
  const picture = useAssetUrl(take.hash);
  const film = useAssetUrl(take.segment);
  const file = fileName(`${name} ${take.revision.slice(0, 8)}`);
  return (
    <>
      {picture ? (
        <a className={styles.link} href={picture} download={file} aria-label={t`Download the picture of ${name}`}>
          <Download size={14} aria-hidden /> <Trans>Picture</Trans>
        </a>
      ) : null}
      {film ? (
        <a className={styles.link} href={film} download={file} aria-label={t`Download the film of ${name}`}>
          <Download size={14} aria-hidden /> <Trans>Film</Trans>
        </a>
      ) : null}
    </>
  );
}
