import { Plural, useLingui } from '@lingui/react/macro';
import { Flag, MoreHorizontal, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Avatar } from '../../../ui/Avatar.tsx';
import { IconButton } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { NameDialog } from '../../../ui/Dialogs.tsx';
import { Diamond } from '../../../ui/Diamond.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import type { EditSession, Entry, Version } from '../model/entries.ts';
import { namesOf } from '../model/names.ts';
import type { useHistoryActions } from '../model/use-history.ts';
import styles from './History.module.css';

const MOST_FACES = 4;

interface HistoryListProps {
  entries: readonly Entry[];
  chosen: Entry | null;
  /** What the chosen one is compared with, when that is not now. */
  until: Entry | null;
  onChoose: (entry: Entry) => void;
  /** Shift and a click, as for a range anywhere. */
  onCompare: (entry: Entry) => void;
  actions: ReturnType<typeof useHistoryActions>;
  writable: boolean;
}

export function HistoryList({ entries, chosen, until, onChoose, onCompare, actions, writable }: HistoryListProps) {
  const { t, i18n } = useLingui();
  const [renaming, setRenaming] = useState<Version | null>(null);
  const when = (at: string) => i18n.date(at, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  return (
    <ul className={styles.list}>
      {entries.map((entry) => (
        <li key={entry.key} className={styles.item}>
          <button
            type="button"
            className={cx(styles.entry, entry.kind === 'version' && styles.version)}
            aria-current={entry.key === chosen?.key}
            data-until={entry.key === until?.key}
            title={t`Shift and click compares it with the one chosen`}
            onClick={(event) => (event.shiftKey ? onCompare(entry) : onChoose(entry))}
          >
            <span className={styles.when}>{when(entry.at)}</span>
            {entry.kind === 'version' ? (
              <span className={styles.words}>
                <Icon of={Flag} size={12} /> {entry.version.name}
              </span>
            ) : (
              <Session session={entry.session} />
            )}
          </button>
          {entry.kind === 'version' && writable ? (
            <Menu
              align="end"
              trigger={<IconButton icon={MoreHorizontal} label={t`Actions for “${{ version: entry.version.name }}”`} />}
              items={[
                { label: t`Rename`, icon: Pencil, onSelect: () => setRenaming(entry.version) },
                { label: t`Remove the name`, icon: Trash2, onSelect: () => actions.remove.mutate(entry.version) },
              ]}
            />
          ) : null}
        </li>
      ))}
      {renaming ? (
        <NameDialog
          title={t`Rename version`}
          label={t`Name`}
          action={t`Rename`}
          value={renaming.name}
          onClose={() => setRenaming(null)}
          onSubmit={(name) => actions.rename.mutate({ id: renaming.id, name })}
        />
      ) : null}
    </ul>
  );
}

function Session({ session: { authors, edits } }: { session: EditSession }) {
  return (
    <span className={styles.words}>
      <span className={styles.faces}>{authors.slice(0, MOST_FACES).map((author) => faceOf(author))}</span>
      <span className="ellipsis">{namesOf(authors)}</span>
      <span className={styles.edits}>
        <Plural value={edits} one="# edit" other="# edits" />
      </span>
    </span>
  );
}

function faceOf({ kind, id, name, color }: EditSession['authors'][number]) {
  if (kind === 'agent') return <Diamond key={id} size={16} />;
  return kind === 'person' ? <Avatar key={id} name={name} color={color ?? '#aeb6bf'} size={16} /> : null;
}
