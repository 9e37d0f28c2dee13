import { t } from '@lingui/core/macro';
import { useQueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import { KEYS } from '../../../api/keys.ts';
import { showError } from '../../../api/query-client.ts';
import { say } from '../../../ui/toast.ts';
import { saveArchive, sendArchive } from './archive-file.ts';

/** An archive on its way out or in. */
export interface Transfer {
  readonly kind: 'out' | 'in';
  readonly name: string;
  /** 0..1 of the bytes; 1 of one that comes in: all is there and is being looked through. */
  readonly share: number;
  cancel(): void;
}

/** Outlives the page: it goes on while somebody looks into an episode. One at a time. */
export const useTransfer = create<{ now: Transfer | null }>()(() => ({ now: null }));

async function run(
  kind: Transfer['kind'],
  name: string,
  work: (signal: AbortSignal, onShare: (share: number) => void) => Promise<void>,
) {
  if (useTransfer.getState().now !== null) {
    say(t`One archive is on its way already. Wait until it is through, or cancel it.`);
    return;
  }
  const given = new AbortController();
  useTransfer.setState({ now: { kind, name, share: 0, cancel: () => given.abort() } });
  try {
    await work(given.signal, (share) => useTransfer.setState(({ now }) => ({ now: now === null ? null : { ...now, share } })));
  } catch (error) {
    if (!given.signal.aborted) showError(error);
  } finally {
    useTransfer.setState({ now: null });
  }
}

/** Exports a series and brings one in. @param onMade told the series that an archive became. */
export function useArchives(onMade: (seriesId: string) => void) {
  const client = useQueryClient();
  return {
    save: (series: { id: string; title: string }) =>
      void run('out', series.title, async (signal, onShare) => {
        await saveArchive(series.id, series.title, signal, onShare);
        say(t`“${{ title: series.title }}” is saved as one file.`);
      }),
    bring: (file: File) =>
      void run('in', file.name, async (signal, onShare) => {
        const { seriesId, title } = await sendArchive(file, signal, onShare);
        await client.invalidateQueries({ queryKey: KEYS.series });
        onMade(seriesId);
        say(t`“${{ title }}” is here, with all that was in it.`);
      }),
  };
}
