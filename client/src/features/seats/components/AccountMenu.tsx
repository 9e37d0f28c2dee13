import { can } from '@trashfire/shared/access/roles';
import { Keyboard, Languages, LogOut, Plug, UserPlus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useNavigate } from 'react-router';
import { showError } from '../../../api/query-client.ts';
import { useUi } from '../../../app/ui-store.ts';
import { chooseLanguage, LANGUAGES, useOtherLanguages } from '../../../i18n/language.ts';
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
  const otherLanguages = useOtherLanguages();
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
          // Each in its own words, for whoever cannot read the others.
          ...otherLanguages.map((language) => ({
            label: LANGUAGES[language],
            icon: Languages,
            onSelect: () => void chooseLanguage(language).catch(showError),
          })),
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
