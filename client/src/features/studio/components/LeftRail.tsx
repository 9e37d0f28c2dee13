import { Trans, useLingui } from '@lingui/react/macro';
import { CircleHelp, FileText, History, Images, LayoutGrid, ListTree, ListVideo, Rows3, Settings } from 'lucide-react';
import { Link, NavLink } from 'react-router';
import { useUi } from '../../../app/ui-store.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Tooltip } from '../../../ui/Tooltip.tsx';
import { RoomDots } from '../../presence/components/RoomDots.tsx';
import { useQueueCounts } from '../../queue/model/use-queue.ts';
import { ROOM_LABEL, STUDIO_ROOMS, type StudioRoom } from '../model/room.ts';
import { useStudio } from '../model/studio-context.ts';
import styles from './Shell.module.css';

export const ROOM_ICON = {
  script: FileText,
  outline: ListTree,
  storyboard: LayoutGrid,
  timeline: Rows3,
  gallery: Images,
  queue: ListVideo,
} as const;

export function LeftRail() {
  const { t } = useLingui();
  const set = useUi((ui) => ui.set);
  const { episode } = useStudio();
  return (
    <nav className={styles.rail} aria-label={t`Rooms`}>
      {STUDIO_ROOMS.map((room) => (
        <RoomLink key={room} room={room} />
      ))}
      <span className={styles.railSpace} />
      <Tooltip label={t`History`} side="right">
        <NavLink to={`/episodes/${episode.id}/history`} className={styles.railButton ?? ''} aria-label={t`History`}>
          <Icon of={History} />
        </NavLink>
      </Tooltip>
      <Tooltip label={t`Connections`} side="right">
        <Link to="/connections" className={styles.railButton} aria-label={t`Connections`}>
          <Icon of={Settings} />
        </Link>
      </Tooltip>
      <Tooltip label={t`Keys`} shortcut="?" side="right">
        <button type="button" className={styles.railButton} aria-label={t`Keys`} onClick={() => set({ shortcuts: true })}>
          <Icon of={CircleHelp} />
        </button>
      </Tooltip>
    </nav>
  );
}

function RoomLink({ room }: { room: StudioRoom }) {
  const { t } = useLingui();
  const { episode } = useStudio();
  const { open } = useQueueCounts(episode.id);
  const badge = room === 'queue' && open > 0 ? open : null;
  return (
    <Tooltip label={t(ROOM_LABEL[room])} side="right">
      <NavLink to={`/episodes/${episode.id}/${room}`} className={styles.railButton ?? ''}>
        <Icon of={ROOM_ICON[room]} />
        <span className="visually-hidden">{t(ROOM_LABEL[room])} </span>
        <RoomDots room={room} />
        {badge === null ? null : (
          <span className={styles.badge}>
            <Trans comment="Renders.">
              {badge}
              <span className="visually-hidden"> waiting or running</span>
            </Trans>
          </span>
        )}
      </NavLink>
    </Tooltip>
  );
}
