import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { cx } from '../../../ui/cx.ts';
import { DraftField } from '../../../ui/Field.tsx';
import { Select } from '../../../ui/Select.tsx';
import { change, type Entry, mergeable, type Who } from '../model/cast-draft.ts';
import styles from './ConfirmCast.module.css';

interface CastListProps {
  kind: 'people' | 'places';
  entries: readonly Entry[];
  /** Whom the series knows. */
  bible: readonly { id: string; name: string }[];
  onChange: (entries: readonly Entry[]) => void;
}

/** People or places that were found, each of which can be renamed, merged or left out. */
export function CastList({ kind, entries, bible, onChange }: CastListProps) {
  const { t } = useLingui();
  const isIn = entries.filter((entry) => entry.isIn).length;
  return (
    <section className={styles.list} aria-label={kind === 'people' ? t`People` : t`Places`}>
      <h3 className={styles.listTitle}>
        {kind === 'people' ? <Trans>People</Trans> : <Trans>Places</Trans>}
        <span className={styles.count}>
          <Trans comment="How many of those found come in">
            {{ chosen: isIn }} of {{ all: entries.length }}
          </Trans>
        </span>
      </h3>
      {entries.length === 0 ? (
        <p className={styles.nobody}>
          {kind === 'people' ? <Trans>Nobody speaks or is introduced.</Trans> : <Trans>No scene heading names a place.</Trans>}
        </p>
      ) : null}
      <ul className={styles.entries}>
        {entries.map((entry) => (
          <CastRow
            key={entry.key}
            entry={entry}
            kind={kind}
            others={mergeable(entries, entry.key)}
            bible={bible}
            onChange={(patch) => onChange(change(entries, entry.key, patch))}
          />
        ))}
      </ul>
    </section>
  );
}

interface CastRowProps {
  entry: Entry;
  kind: CastListProps['kind'];
  others: readonly Entry[];
  bible: CastListProps['bible'];
  onChange: (patch: Partial<Pick<Entry, 'name' | 'who' | 'isIn'>>) => void;
}

function CastRow({ entry, kind, others, bible, onChange }: CastRowProps) {
  const { t } = useLingui();
  const { key, name, who, count, isIn, aliases, description } = entry;
  const isNew = who === 'new';
  const known = bible.find(({ id }) => who === `known:${id}`)?.name ?? name;
  const options: { value: Who; label: string }[] = [
    { value: 'new', label: t({ message: 'New', comment: 'Somebody or a place that the series does not know yet' }) },
    ...bible.map((one) => ({ value: `known:${one.id}` as const, label: t`In the bible: ${{ name: one.name }}` })),
    ...others.map((other) => ({ value: `same:${other.key}` as const, label: t`Same as ${{ name: other.name }}` })),
  ];
  return (
    <li className={cx(styles.entry, !isIn && styles.out)}>
      <label className={styles.pick}>
        <input
          type="checkbox"
          className={styles.check}
          checked={isIn}
          onChange={(event) => onChange({ isIn: event.target.checked })}
          aria-label={t`${{ name: key }} comes in`}
        />
      </label>
      <div className={styles.who}>
        {isNew ? (
          <DraftField
            label={t`Name of ${{ name: key }}`}
            value={name}
            disabled={!isIn}
            onCommit={(next) => onChange({ name: next })}
          />
        ) : (
          <span className={styles.known}>{who.startsWith('known:') ? known : key}</span>
        )}
        <span className={styles.meta}>
          {kind === 'people' ? (
            <Plural value={{ count }} _0="no lines" one="# line" other="# lines" />
          ) : (
            <Plural value={{ count }} one="# scene" other="# scenes" />
          )}
          {aliases.length > 0 ? (
            <Trans comment="Further names of somebody, behind the number of lines">
              , also {{ names: aliases.slice(0, 3).join(', ') }}
            </Trans>
          ) : null}
        </span>
        {description === '' ? null : (
          <span className={styles.meta} title={description}>
            {description}
          </span>
        )}
      </div>
      <Select
        label={t`Who ${{ name: key }} is`}
        value={who}
        disabled={!isIn}
        options={options}
        onChange={(next) => onChange({ who: next })}
      />
    </li>
  );
}
