import { Trans } from '@lingui/react/macro';
import { Hexagon, Search } from 'lucide-react';
import { Link } from 'react-router';
import { useUi } from '../../../app/ui-store.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Kbd } from '../../../ui/Kbd.tsx';
import { Logo } from '../../../ui/Logo.tsx';
import { balance } from '../../../ui/money.ts';
import { AccountMenu } from '../../seats/components/AccountMenu.tsx';
import { useSession } from '../../session/model/use-session.ts';
import { creditsWord } from '../../studio/model/profile-words.ts';
import styles from './Home.module.css';

export function HomeBar() {
  const { data: session } = useSession();
  const set = useUi((ui) => ui.set);
  return (
    <header className={styles.bar}>
      <Link to="/" className={styles.brand}>
        <Logo />
        TrashFire
      </Link>
      <button type="button" className={styles.command} onClick={() => set({ palette: true })}>
        <Icon of={Search} size={14} />
        <Trans>Search or run a command</Trans>
        <Kbd keys="Ctrl K" />
      </button>
      {session ? (
        <span className={styles.credits}>
          <Icon of={Hexagon} size={12} /> {balance(session.credits)} {creditsWord(session.profile)}
        </span>
      ) : null}
      <AccountMenu />
    </header>
  );
}
