import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Columns2, Star, Trash2, X } from 'lucide-react';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useGalleryUi } from '../model/gallery-ui.ts';
import type { GalleryItem } from '../model/items.ts';
import type { GalleryActions } from '../model/use-gallery-actions.ts';
import styles from './Gallery.module.css';
import { TagField } from './TagField.tsx';

interface ChosenBarProps {
  items: readonly GalleryItem[];
  actions: GalleryActions;
  /** Takes are the studio's record of what was made: they are compared and never deleted. */
  onCompare?: (one: GalleryItem, other: GalleryItem) => void;
}

/** What can be done to all chosen cards, each in one step of undo. */
export function ChosenBar({ items, actions, onCompare }: ChosenBarProps) {
  const { t } = useLingui();
  const { writable } = useStudio();
  const chosenIds = useGalleryUi((ui) => ui.chosen);
  const set = useGalleryUi((ui) => ui.set);
  const ids = new Set(chosenIds);
  const chosen = items.filter(({ id }) => ids.has(id));
  const count = chosen.length;
  const [one, other] = chosen;
  if (count === 0) return null;
  const tags = [...new Set(chosen.flatMap((item) => item.tags))];
  const names = chosen.map(({ id }) => id);
  return (
    <div className={styles.chosen} role="toolbar" aria-label={t`The chosen cards`}>
      <b aria-live="polite">{t`${plural(count, { one: '# card', other: '# cards' })} chosen`}</b>
      {writable ? (
        <>
          <TagField className={styles.newTag} onAdd={(tag) => actions.tag(names, tag)} />
          {tags.map((tag) => (
            <span key={tag} className={styles.tag}>
              #{tag}
              <IconButton icon={X} label={t`Take the tag ${tag} away`} onClick={() => actions.untag(names, tag)} />
            </span>
          ))}
        </>
      ) : null}
      <span className={styles.space} />
      {onCompare && count === 2 && one && other ? (
        <Button size="sm" icon={Columns2} onClick={() => onCompare(one, other)}>
          <Trans>Compare</Trans>
        </Button>
      ) : null}
      {writable ? (
        <Button size="sm" icon={Star} onClick={() => actions.star(chosen)}>
          {chosen.every(({ starred }) => starred) ? <Trans>No favourite</Trans> : <Trans>Favourite</Trans>}
        </Button>
      ) : null}
      {writable && !onCompare ? (
        <Button
          size="sm"
          variant="danger"
          icon={Trash2}
          onClick={() => {
            actions.remove(names);
            set({ chosen: [] });
          }}
        >
          <Trans>Delete</Trans>
        </Button>
      ) : null}
      <IconButton icon={X} label={t`Choose none`} onClick={() => set({ chosen: [] })} />
    </div>
  );
}
