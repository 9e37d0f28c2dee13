import { Trans, useLingui } from '@lingui/react/macro';
import { documentName } from '@trashfire/shared/document/names';
import { Flag, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { showError } from '../../../api/query-client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Chip } from '../../../ui/Chip.tsx';
import { NameDialog } from '../../../ui/Dialogs.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Select } from '../../../ui/Select.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { say } from '../../../ui/toast.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import type { Entry } from '../model/entries.ts';
import { useHistory, useHistoryActions } from '../model/use-history.ts';
import { AsItWas } from './AsItWas.tsx';
import { Comparison } from './Comparison.tsx';
import styles from './History.module.css';
import { HistoryList } from './HistoryList.tsx';

const NOW = 'now';

/** What was written when and by whom; what changed since a point, how it was then, and the way back to it. */
export function HistoryRoom() {
  const { t, i18n } = useLingui();
  const { episode, writable } = useStudio();
  const document = documentName('episode', episode.id);
  const history = useHistory(document);
  const actions = useHistoryActions(document);
  const [picked, setPicked] = useState<string | null>(null);
  const [view, setView] = useState<'changes' | 'script'>('changes');
  /** The entry that the picked one is compared with; what is now where it is null. */
  const [against, setAgainst] = useState<string | null>(null);
  const [naming, setNaming] = useState(false);
  if (history.error && history.entries.length === 0) throw history.error;
  const { entries, head } = history;
  const chosen = entries.find(({ key }) => key === picked) ?? entries.find((entry) => entry.seq !== head) ?? entries[0] ?? null;
  const seq = chosen?.seq ?? null;
  const newer = seq === null ? [] : entries.filter((entry) => entry.seq > seq);
  const until = view === 'changes' ? (newer.find(({ key }) => key === against) ?? null) : null;

  const when = (at: string) => i18n.date(at, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const untilWords = (entry: Entry) =>
    entry.kind === 'version' ? t`until “${{ version: entry.version.name }}”` : t`until ${{ time: when(entry.at) }}`;
  // The older of two is what is compared from, in whichever order they were pointed at.
  const compareWith = (entry: Entry): void => {
    if (chosen === null || entry.key === chosen.key) return;
    const [older, later] = entry.seq < chosen.seq ? [entry, chosen] : [chosen, entry];
    setPicked(older.key);
    setAgainst(later.key);
    setView('changes');
  };

  const restore = async (to: number): Promise<void> => {
    const { changed, key } = await actions.restoreTo(to);
    if (!changed) {
      say(t`It says the same already.`);
      return;
    }
    const undo = () => void undoRestore(key).catch(showError);
    say(t`The episode is as it was then. What was written since stays in the history.`, {
      action: { label: t`Undo`, onClick: undo },
    });
  };

  const undoRestore = async (key: string): Promise<void> => {
    const { left } = await actions.undoRestore(key);
    if (left.length > 0) say(t`Undone. What others built on since stays.`);
  };

  return (
    <div className={styles.room}>
      <section className={styles.side} aria-label={t`History`}>
        <h2 className={styles.heading}>
          <Trans>History</Trans>
        </h2>
        {history.isPending ? <Skeleton height={64} /> : null}
        <HistoryList
          entries={entries}
          chosen={chosen}
          until={until}
          onChoose={({ key }) => setPicked(key)}
          onCompare={compareWith}
          actions={actions}
          writable={writable}
        />
        {history.hasNextPage ? (
          <Button variant="quiet" disabled={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            <Trans>Older</Trans>
          </Button>
        ) : null}
      </section>
      <div className={styles.main}>
        {seq === null ? (
          history.isPending ? null : (
            <EmptyState title={t`Nothing was written yet`}>
              <Trans>What you and others write appears here as it happens, with who wrote it.</Trans>
            </EmptyState>
          )
        ) : (
          <>
            <div className={styles.bar} role="toolbar" aria-label={t`This point`}>
              <Chip selected={view === 'changes'} onClick={() => setView('changes')}>
                <Trans>What changed since</Trans>
              </Chip>
              {view === 'changes' && newer.length > 0 ? (
                <Select
                  label={t`Compared with`}
                  value={until?.key ?? NOW}
                  options={[
                    { value: NOW, label: t`until now` },
                    ...newer.map((entry) => ({ value: entry.key, label: untilWords(entry) })),
                  ]}
                  onChange={(key) => setAgainst(key === NOW ? null : key)}
                />
              ) : null}
              <Chip selected={view === 'script'} onClick={() => setView('script')}>
                <Trans>As it was</Trans>
              </Chip>
              <span className={styles.spacer} />
              <Button icon={Flag} disabled={!writable} onClick={() => setNaming(true)}>
                <Trans>Name this version</Trans>
              </Button>
              <Button
                icon={RotateCcw}
                disabled={!writable || actions.restoring || seq === head}
                onClick={() => void restore(seq).catch(showError)}
              >
                <Trans comment="Bring a version back">Restore</Trans>
              </Button>
            </div>
            {view === 'changes' ? (
              <Comparison document={document} from={seq} until={until?.seq ?? null} head={head} />
            ) : (
              <AsItWas document={document} seq={seq} />
            )}
          </>
        )}
      </div>
      {naming && seq !== null ? (
        <NameDialog
          title={t`Name this version`}
          label={t`Name`}
          action={t`Name it`}
          onClose={() => setNaming(false)}
          onSubmit={(name) => actions.name.mutate({ name, seq }, { onSuccess: () => say(t`“${name}” is in the history.`) })}
        />
      ) : null}
    </div>
  );
}
