import { Trans, useLingui } from '@lingui/react/macro';
import { Star, ZoomIn, ZoomOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { useUi } from '../../../app/ui-store.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { Chip } from '../../../ui/Chip.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Select } from '../../../ui/Select.tsx';
import { galleryKeyText } from '../model/gallery-keys.ts';
import { type GalleryTab, queryOf, useGalleryUi } from '../model/gallery-ui.ts';
import type { GalleryItem } from '../model/items.ts';
import { kindWords, SORT_WORDS } from '../model/kind-words.ts';
import { choices, SORTS, type Sort } from '../model/query.ts';
import styles from './Gallery.module.css';

/** Stands for no choice in a select. */
const ANY = '';
const WIDTHS = [180, 220, 270, 340, 440] as const;

interface FiltersProps {
  tab: GalleryTab;
  /** All there are: what they have is what can be asked for. */
  items: readonly GalleryItem[];
  children?: ReactNode;
}

/** Search, filters and order of a tab. */
export function Filters({ tab, items, children }: FiltersProps) {
  const { t } = useLingui();
  const query = useGalleryUi((ui) => queryOf(ui, tab));
  const ask = useGalleryUi((ui) => ui.ask);
  const { tags, kinds, makers } = choices(items);
  const any = { kind: t`Any kind`, tag: t`Any tag`, by: t`By anyone` };
  const shownUse = tab === 'takes' ? t`On the board` : t`In shots`;
  const usedOptions = [
    { value: 'all', label: t`Used or not` },
    { value: 'used', label: shownUse },
    { value: 'unused', label: t`Not used` },
  ] as const;
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t`Search and filters`}>
      <span className={styles.search}>
        <Field
          type="search"
          label={t`Search the gallery`}
          placeholder={t`Search (${{ key: galleryKeyText('search') }})`}
          data-gallery-search
          value={query.text}
          maxLength={200}
          onChange={(event) => ask(tab, { text: event.target.value })}
        />
      </span>
      <Chip selected={query.starred} onClick={() => ask(tab, { starred: !query.starred })}>
        <Icon of={Star} size={12} />
        <Trans>Favourites</Trans>
      </Chip>
      <span className={styles.filter}>
        <Select label={t`Used`} value={query.used} options={usedOptions} onChange={(used) => ask(tab, { used })} />
      </span>
      {kinds.length === 0 ? null : (
        <span className={styles.filter}>
          <Select
            label={t`Kind`}
            value={query.kind ?? ANY}
            options={[{ value: ANY, label: any.kind }, ...kinds.map((value) => ({ value, label: labelOf(value) }))]}
            onChange={(kind) => ask(tab, { kind: kind === ANY ? null : kind })}
          />
        </span>
      )}
      {tags.length === 0 ? null : (
        <span className={styles.filter}>
          <Select
            label={t`Tag`}
            value={query.tag ?? ANY}
            options={[{ value: ANY, label: any.tag }, ...tags.map((value) => ({ value, label: `#${value}` }))]}
            onChange={(tag) => ask(tab, { tag: tag === ANY ? null : tag })}
          />
        </span>
      )}
      {makers.length === 0 ? null : (
        <span className={styles.filter}>
          <Select
            label={t`Made by`}
            value={query.by ?? ANY}
            options={[{ value: ANY, label: any.by }, ...makers.map(({ id, name }) => ({ value: id, label: name }))]}
            onChange={(by) => ask(tab, { by: by === ANY ? null : by })}
          />
        </span>
      )}
      <span className={styles.filter}>
        <Select
          label={t`Order`}
          value={query.sort}
          options={sortsOf(tab).map((value) => ({ value, label: t(SORT_WORDS[value]) }))}
          onChange={(sort) => ask(tab, { sort })}
        />
      </span>
      <span className={styles.space} />
      {children}
      <CardSize />
    </div>
  );

  function labelOf(kind: string): string {
    const words = kindWords(kind);
    return words === null ? kind : t(words);
  }
}

/** Entries of the bible do not say when they were made. */
function sortsOf(tab: GalleryTab): readonly Sort[] {
  return SORTS.filter((sort) => sort !== (tab === 'takes' ? 'uses' : 'newest'));
}

/** How many against how large, the same as on the board. */
function CardSize() {
  const { t } = useLingui();
  const width = useUi((ui) => ui.frameWidth);
  const set = useUi((ui) => ui.set);
  const found = WIDTHS.findIndex((candidate) => candidate >= width);
  const at = found === -1 ? WIDTHS.length - 1 : found;
  const step = (by: number) => set({ frameWidth: WIDTHS[at + by] ?? width });
  return (
    <span className={styles.size}>
      <IconButton icon={ZoomOut} label={t`Smaller cards`} disabled={at === 0} onClick={() => step(-1)} />
      <IconButton icon={ZoomIn} label={t`Larger cards`} disabled={at === WIDTHS.length - 1} onClick={() => step(1)} />
    </span>
  );
}
