import { lazy, Suspense, useCallback, useState } from 'react';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { HomeTour } from '../../tour/components/HomeTour.tsx';
import type { ScriptFile } from '../model/script-drop.ts';
import { useMay } from '../model/use-may.ts';
import { useSeriesActions, useSeriesList } from '../model/use-series.ts';
import { useArchives } from '../model/use-transfer.ts';
import archive from './Archive.module.css';
import { Archived } from './Archived.tsx';
import { DropScript } from './DropScript.tsx';
import { EpisodeTable } from './EpisodeTable.tsx';
import { FirstSeries } from './FirstSeries.tsx';
import { Hero } from './Hero.tsx';
import styles from './Home.module.css';
import { HomeBar } from './HomeBar.tsx';
import { OtherSeries } from './OtherSeries.tsx';
import { SideList } from './SideList.tsx';
import { TransferBar } from './TransferBar.tsx';

/** A chunk of its own: most who come home bring no script. */
const ConfirmCast = lazy(async () => ({ default: (await import('./ConfirmCast.tsx')).ConfirmCast }));

/** Home: the series that was worked on last, big; its episodes; everything else to the side. */
export function HomePage() {
  const list = useSeriesList();
  const actions = useSeriesActions();
  const [chosen, setChosen] = useState<string | null>(null);
  const [script, setScript] = useState<ScriptFile | null>(null);
  const may = useMay();
  const archives = useArchives(setChosen);
  const { bring } = archives;
  const onArchive = useCallback((file: File) => bring(file), [bring]);
  if (list.error && !list.data) throw list.error;
  const all = list.data?.series ?? [];
  const here = all.filter(({ archivedAt }) => archivedAt === null);
  // Somebody may look at a series that was put aside; the page is never empty while there is another one.
  const series = all.find(({ id }) => id === chosen) ?? here[0];
  return (
    <div className={styles.page}>
      <HomeBar />
      <HomeTour episode={series?.episodes[0]?.id ?? null} />
      <main className={styles.main} aria-busy={list.isPending}>
        {list.isPending ? <Loading /> : null}
        {list.data ? (
          <DropScript onScript={setScript} onArchive={onArchive} disabled={script !== null || !may.make}>
            {series ? (
              <>
                <Hero series={series} />
                <div className={styles.columns}>
                  <EpisodeTable key={series.id} series={series} actions={actions} />
                  <div className={styles.side}>
                    <SideList />
                    <OtherSeries all={here} series={series} onChoose={setChosen} actions={actions} archives={archives} />
                    <Archived all={all} series={series} onChoose={setChosen} actions={actions} />
                  </div>
                </div>
              </>
            ) : (
              <>
                <FirstSeries actions={actions} onArchive={onArchive} />
                <div className={archive.alone}>
                  <Archived all={all} series={null} onChoose={setChosen} actions={actions} />
                </div>
              </>
            )}
          </DropScript>
        ) : null}
      </main>
      <TransferBar />
      {script === null ? null : (
        <Suspense>
          <ConfirmCast
            script={script}
            all={here}
            current={series?.id ?? null}
            actions={actions}
            onClose={() => setScript(null)}
          />
        </Suspense>
      )}
    </div>
  );
}

function Loading() {
  return (
    <div className={styles.loading}>
      <Skeleton width="38%" height={54} />
      <Skeleton width="52%" height={18} />
      <Skeleton width={180} height={34} radius={6} />
      <span style={{ height: 60 }} />
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} height={64} />
      ))}
    </div>
  );
}
