import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { IconButton } from '../../../ui/Button.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import type { GalleryItem } from '../model/items.ts';
import type { GalleryActions } from '../model/use-gallery-actions.ts';
import styles from './Page.module.css';
import { TagField } from './TagField.tsx';

/** The tags of one thing, and a field for another. */
export function EntryTags({ item, actions }: { item: GalleryItem; actions: GalleryActions }) {
  const { t } = useLingui();
  const { writable } = useStudio();
  const { id, tags, by } = item;
  const maker = by?.name ?? '';
  return (
    <div className={styles.tags}>
      {tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          #{tag}
          {writable ? <IconButton icon={X} label={t`Take the tag ${tag} away`} onClick={() => actions.untag([id], tag)} /> : null}
        </span>
      ))}
      {writable ? <TagField className={styles.newTag} onAdd={(tag) => actions.tag([id], tag)} /> : null}
      {maker === '' ? null : <span className={styles.meta}>{t`Made by ${maker}`}</span>}
    </div>
  );
}
