import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowLeft } from 'lucide-react';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { Button } from '../../../ui/Button.tsx';
import type { TakeItem } from '../model/items.ts';
import type { GalleryActions } from '../model/use-gallery-actions.ts';
import { useGalleryPlace } from '../model/use-place.ts';
import styles from './Page.module.css';
import { Downloads, PickButton } from './TakeButtons.tsx';
import { TakeFacts } from './TakeFacts.tsx';

/** Two takes side by side, each with what it was made from. */
export function CompareTakes({ one, other, actions }: { one: TakeItem; other: TakeItem; actions: GalleryActions }) {
  const { t } = useLingui();
  const { go } = useGalleryPlace();
  return (
    <section className={styles.page} aria-label={t`Two takes side by side`}>
      <header className={styles.head}>
        <Button variant="quiet" icon={ArrowLeft} onClick={() => go({})}>
          <Trans>Takes</Trans>
        </Button>
      </header>
      <div className={styles.compare}>
        {[one, other].map((item) => (
          <Side key={item.id} item={item} actions={actions} />
        ))}
      </div>
    </section>
  );
}

function Side({ item, actions }: { item: TakeItem; actions: GalleryActions }) {
  const url = useAssetUrl(item.id);
  const { name, view } = item;
  return (
    <article aria-label={name} className={styles.side}>
      <div className={styles.large}>{url ? <img src={url} alt={name} /> : null}</div>
      <div className={styles.head}>
        <h2 className={styles.name}>{name}</h2>
        <span className={styles.space} />
        {view === null ? null : <PickButton item={item} view={view} actions={actions} />}
        <Downloads item={item} />
      </div>
      <TakeFacts item={item} />
    </article>
  );
}
