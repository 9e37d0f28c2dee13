import { useState } from 'react';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { HomeTour } from '../../tour/components/HomeTour.tsx';
import { useSeriesActions, useSeriesList } from '../model/use-series.ts';
import { DropScript } from './DropScript.tsx';
import { EpisodeTable } from './EpisodeTable.tsx';
import { FirstSeries } from './FirstSeries.tsx';
import { Hero } from './Hero.tsx';
import styles from './Home.module.css';
import { HomeBar } from './HomeBar.tsx';
import { OtherSeries } from './OtherSeries.tsx';
import { SideList } from './SideList.tsx';

/** Home: the series that was worked on last, big; its episodes; everything else to the side. */
export function HomePage() {
  const list = useSeriesList();
  const actions = useSeriesActions();
  const [chosen, setChosen] = useState<string | null>(null);
  if (list.error && !list.data) throw list.error;
  const all = list.data?.series ?? [];
  const series = all.find(({ id }) => id === chosen) ?? all[0];
  return (
    <div className={styles.page}>
      <HomeBar />
      <HomeTour episode={series?.episodes[0]?.id ?? null} />
      <main className={styles.main} aria-busy={list.isPending}>
        {list.isPending ? <Loading /> : null}
        {series ? (
          <DropScript seriesId={series.id} actions={actions}>
            <Hero series={series} />
            <div className={styles.columns}>
              <EpisodeTable series={series} actions={actions} />
              <div className={styles.side}>
                <SideList />
                <OtherSeries all={all} current={series.id} onChoose={setChosen} actions={actions} />
              </div>
            </div>
          </DropScript>
        ) : null}
        {list.data && all.length === 0 ? <FirstSeries actions={actions} /> : null}
      </main>
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
