import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowLeft, RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { ConfirmDialog } from '../../../ui/Dialogs.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { say } from '../../../ui/toast.ts';
import { HomeBar } from '../../home/components/HomeBar.tsx';
import { daysLeft, type TrashItem, useTrash, useTrashActions } from '../model/use-trash.ts';
import styles from './Trash.module.css';

/** What was deleted in the last 30 days, to be given back or removed for good. */
export function TrashPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { data, error } = useTrash();
  const { restore, purge } = useTrashActions();
  const [removing, setRemoving] = useState<TrashItem | null>(null);
  if (error && !data) throw error;
  return (
    <div className={styles.page}>
      <HomeBar />
      <main className={styles.main}>
        <header className={styles.head}>
          <IconButton icon={ArrowLeft} label={t`Home`} onClick={() => void navigate('/')} />
          <h1>
            <Trans>Trash</Trans>
          </h1>
          <p>
            <Trans>What is deleted stays here for 30 days. Given back, it is as it was.</Trans>
          </p>
        </header>
        {data === undefined ? <Skeleton height={64} /> : null}
        {data?.items.length === 0 ? (
          <EmptyState title={t`The trash is empty`}>
            <Trans>A deleted series or episode can be given back from here.</Trans>
          </EmptyState>
        ) : null}
        <ul className={styles.list}>
          {data?.items.map((item) => (
            <li key={item.id} className={styles.row}>
              <span className={styles.title}>{item.title}</span>
              <span className={styles.what}>{whatItIs(item)}</span>
              <span className={styles.left}>{leftOf(item)}</span>
              <Button
                icon={RotateCcw}
                disabled={restore.isPending}
                onClick={() => restore.mutate(item, { onSuccess: () => say(t`“${{ title: item.title }}” is back.`) })}
              >
                <Trans comment="Give back from the trash">Restore</Trans>
              </Button>
              <IconButton icon={Trash2} label={t`Remove “${{ title: item.title }}” for good`} onClick={() => setRemoving(item)} />
            </li>
          ))}
        </ul>
        {removing ? (
          <ConfirmDialog
            title={t`Remove “${{ title: removing.title }}” for good?`}
            text={t`Its script, boards, history and chat are removed for everyone in the team. This cannot be undone.`}
            action={t`Remove for good`}
            onClose={() => setRemoving(null)}
            onConfirm={() => purge.mutate(removing)}
          />
        ) : null}
      </main>
    </div>
  );

  function whatItIs(item: TrashItem): string {
    if (item.kind === 'episode') return t`Episode of ${{ series: item.series ?? '' }}`;
    return plural({ count: item.episodes }, { one: 'Series with # episode', other: 'Series with # episodes' });
  }

  function leftOf(item: TrashItem): string {
    const days = daysLeft(item.goesAt, Date.now());
    return days === 0 ? t`Removed today` : plural({ days }, { one: '# day left', other: '# days left' });
  }
}
