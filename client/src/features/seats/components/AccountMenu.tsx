import { can } from '@trashfire/shared/access/roles';
import { Keyboard, LogOut, Plug, UserPlus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useNavigate } from 'react-router';
import { useUi } from '../../../app/ui-store.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { useSession } from '../../session/model/use-session.ts';
import { useAskToSignOut } from '../../session/model/use-sign-out.ts';
import { profileWords } from '../../studio/model/profile-words.ts';
import styles from './Seats.module.css';

const SeatDialog = lazy(async () => ({ default: (await import('./SeatDialog.tsx')).SeatDialog }));

/** The signed-in person's own avatar and what belongs to them. */
export function AccountMenu() {
  const { data: session } = useSession();
  const [seat, setSeat] = useState(false);
  const navigate = useNavigate();
  const signOut = useAskToSignOut();
  const set = useUi((ui) => ui.set);
  if (!session) return null;
  const { person, role, team, profile } = session;
  return (
    <>
      <Menu
        align="end"
        heading={
          <>
            {person.name}, {role} of {team.name}
            <small className={styles.behind}>{profileWords(profile)}</small>
          </>
        }
        trigger={
          <button type="button" className={styles.account} aria-label={`Account of ${person.name}`}>
            <Avatar name={person.name} color={person.color} />
          </button>
        }
        items={[
          { label: 'Open a second seat', icon: UserPlus, disabled: !can(role, 'member.invite'), onSelect: () => setSeat(true) },
          { label: 'Connections', icon: Plug, onSelect: () => void navigate('/connections') },
          { label: 'Keys', icon: Keyboard, hint: '?', onSelect: () => set({ shortcuts: true }) },
          null,
          { label: 'Sign out', icon: LogOut, onSelect: signOut },
        ]}
      />
      {seat ? (
        <Suspense>
          <SeatDialog onClose={() => setSeat(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
