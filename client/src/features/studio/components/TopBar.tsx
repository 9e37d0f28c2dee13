import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronDown, ChevronRight, Search } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import { useUi } from '../../../app/ui-store.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Kbd } from '../../../ui/Kbd.tsx';
import { Logo } from '../../../ui/Logo.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { PHONE, useMedia } from '../../../ui/use-media.ts';
import { episodeCode } from '../../home/model/progress.ts';
import { useSeriesList } from '../../home/model/use-series.ts';
import { PeopleBar } from '../../presence/components/PeopleBar.tsx';
import { BlastChip } from '../../render/components/BlastChip.tsx';
import { GenerateButton } from '../../render/components/GenerateButton.tsx';
import { AccountMenu } from '../../seats/components/AccountMenu.tsx';
import { useRoom } from '../model/room.ts';
import { useStudio } from '../model/studio-context.ts';
import styles from './Shell.module.css';

export function TopBar() {
  const { t } = useLingui();
  const set = useUi((ui) => ui.set);
  const phone = useMedia(PHONE);
  return (
    <header className={styles.top}>
      <Link to="/" className={styles.home} aria-label={t`Home`}>
        <Logo />
      </Link>
      <Crumb />
      <span className={styles.spacer} />
      <button type="button" className={styles.command} onClick={() => set({ palette: true })}>
        <Icon of={Search} size={14} />
        <Trans comment="The palette: find something, or run a command.">Search or run</Trans>
        <Kbd keys="Ctrl K" />
      </button>
      <span className={styles.spacer} />
      {phone ? null : <BlastChip />}
      <GenerateButton />
      <PeopleBar />
      <AccountMenu />
    </header>
  );
}

function Crumb() {
  const { t } = useLingui();
  const { episode, seriesTitle } = useStudio();
  const { data } = useSeriesList();
  const navigate = useNavigate();
  const room = useRoom() ?? 'script';
  const siblings = data?.series.find(({ id }) => id === episode.seriesId)?.episodes ?? [];
  const title = `${episodeCode(episode.number)} ${episode.title}`;
  return (
    <div className={styles.crumb}>
      <span className={styles.series}>
        <Link to="/" className="ellipsis">
          {seriesTitle}
        </Link>
      </span>
      <span className={styles.series}>
        <Icon of={ChevronRight} size={12} />
      </span>
      <Menu
        trigger={
          <button type="button" className={styles.episode} aria-label={t`Episode: ${title}`}>
            <b className="ellipsis">{title}</b>
            <Icon of={ChevronDown} size={12} />
          </button>
        }
        items={siblings.map((other) => ({
          label: `${episodeCode(other.number)} ${other.title}`,
          onSelect: () => void navigate(`/episodes/${other.id}/${room}`),
        }))}
      />
    </div>
  );
}
