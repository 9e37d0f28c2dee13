import { i18n } from '@lingui/core';
import { plural, t } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { IconButton } from '../../../ui/Button.tsx';
import { DraftField } from '../../../ui/Field.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import type { Entry } from '../model/entries.ts';
import type { BibleActions, EntryKind } from '../model/use-bible-actions.ts';
import styles from './Bible.module.css';

interface EntrySectionProps {
  kind: EntryKind;
  title: string;
  /** Said where there is no entry. */
  none: string;
  entries: readonly Entry[];
  /** Shots of this episode by entry. */
  uses: ReadonlyMap<string, number>;
  actions: BibleActions;
}

/** Characters or places: renamed in their field, removed at its end. */
export function EntrySection({ kind, title, none, entries, uses, actions }: EntrySectionProps) {
  const { t } = useLingui();
  const { writable } = useStudio();
  const sorted = entries.toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  return (
    <section aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {entries.length === 0 ? <p className={styles.none}>{none}</p> : null}
      <ul className={styles.entries}>
        {sorted.map((entry) => (
          <li key={entry.id} className={styles.entry}>
            <div className={styles.head}>
              {writable ? (
                <>
                  <DraftField
                    label={t`Name of ${{ name: entry.name }}`}
                    value={entry.name}
                    className={styles.name}
                    onCommit={(typed) => actions.rename(kind, entry, typed, entries)}
                  />
                  <IconButton icon={X} label={t`Remove ${{ name: entry.name }}`} onClick={() => actions.remove(kind, entry)} />
                </>
              ) : (
                <b>{entry.name}</b>
              )}
            </div>
            {entry.description === '' ? null : <p className={styles.words}>{entry.description}</p>}
            <p className={styles.meta}>{metaWords(uses.get(entry.id) ?? 0, entry.aliases)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function metaWords(count: number, aliases: readonly string[]): string {
  const shots = plural(count, {
    0: 'In no shot of this episode',
    one: 'In # shot of this episode',
    other: 'In # shots of this episode',
  });
  if (aliases.length === 0) return shots;
  const names = new Intl.ListFormat(i18n.locale, { style: 'narrow' }).format(aliases);
  return t({ message: `${shots}; also ${names}`, comment: 'Other names of a character or place.' });
}
