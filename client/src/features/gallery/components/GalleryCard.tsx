import { useLingui } from '@lingui/react/macro';
import { Check, Star } from 'lucide-react';
import { type MouseEvent, memo, type ReactNode } from 'react';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Sketch } from '../../../ui/Sketch.tsx';
import type { PickBy } from '../../storyboard/model/picks.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useGalleryUi } from '../model/gallery-ui.ts';
import type { GalleryItem } from '../model/items.ts';
import styles from './Gallery.module.css';

interface GalleryCardProps {
  item: GalleryItem;
  meta: ReactNode;
  /** One card of the grid is reached by Tab, the others by arrows. */
  inTabOrder: boolean;
  onOpen: () => void;
  onStar: () => void;
  onChoose: (id: string, by: PickBy) => void;
  onFocus: () => void;
}

/** A card: its picture, its name and one line. A click opens it; with Shift or Ctrl, or its tick, it is chosen. */
export const GalleryCard = memo(function GalleryCard(props: GalleryCardProps) {
  const { item, meta, inTabOrder, onOpen, onStar, onChoose, onFocus } = props;
  const { t } = useLingui();
  const { writable } = useStudio();
  const chosen = useGalleryUi((ui) => ui.chosen.includes(item.id));
  const url = useAssetUrl(item.picture);
  const { name } = item;
  const onClick = (event: MouseEvent) => {
    if (event.shiftKey) onChoose(item.id, 'range');
    else if (event.ctrlKey || event.metaKey) onChoose(item.id, 'toggle');
    else onOpen();
  };
  const tabIndex = inTabOrder ? 0 : -1;
  return (
    <article className={cx(styles.card, chosen && styles.isChosen)} aria-label={name}>
      <button
        type="button"
        className={styles.frame}
        data-item={item.id}
        aria-label={t`Open ${name}`}
        tabIndex={tabIndex}
        // A click with Shift would select the words between.
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        onClick={onClick}
        onFocus={onFocus}
      >
        {url ? (
          <img src={url} alt="" loading="lazy" draggable={false} />
        ) : (
          <Sketch size={item.kind === null ? 'MCU' : 'EWS'} cast={item.kind === null ? 1 : 0} />
        )}
      </button>
      <IconButton
        icon={Check}
        label={t`Choose ${name}`}
        className={styles.tick}
        pressed={chosen}
        tabIndex={tabIndex}
        onClick={() => onChoose(item.id, 'toggle')}
      />
      {writable || item.starred ? (
        <IconButton
          icon={Star}
          label={item.starred ? t`${name} is a favourite` : t`Make ${name} a favourite`}
          className={cx(styles.star, item.starred && styles.starred)}
          pressed={item.starred}
          tabIndex={tabIndex}
          disabled={!writable}
          onClick={onStar}
        />
      ) : null}
      <b className={styles.name}>{name}</b>
      <p className={styles.meta}>{meta}</p>
    </article>
  );
});
