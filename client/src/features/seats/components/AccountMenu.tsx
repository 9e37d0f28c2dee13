import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { can, type Role } from '@trashfire/shared/access/roles';
import { Keyboard, Languages, LogOut, Plug, Trash2, UserPlus } from 'lucide-react';
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

const ROLE_LABEL: Record<Role, MessageDescriptor> = {
  owner: msg({ message: 'owner', comment: 'Role in a team' }),
  admin: msg({ message: 'admin', comment: 'Role in a team' }),
  editor: msg({ message: 'editor', comment: 'Role in a team: may write' }),
  commenter: msg({ message: 'commenter', comment: 'Role in a team: may chat, not write' }),
  viewer: msg({ message: 'viewer', comment: 'Role in a team: may only read' }),
};

/** The signed-in person's own avatar and what belongs to them. */
export function AccountMenu() {
  const { t } = useLingui();
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
            <Trans comment="role: owner, admin, editor, commenter or viewer">
              {{ person: person.name }}, {{ role: t(ROLE_LABEL[role]) }} of {{ team: team.name }}
            </Trans>
            <small className={styles.behind}>{profileWords(profile)}</small>
          </>
        }
        trigger={
          <button type="button" className={styles.account} aria-label={t`Account of ${{ person: person.name }}`}>
            <Avatar name={person.name} color={person.color} />
          </button>
        }
        items={[
          { label: t`Open a second seat`, icon: UserPlus, disabled: !can(role, 'member.invite'), onSelect: () => setSeat(true) },
          { label: t`Connections`, icon: Plug, onSelect: () => void navigate('/connections') },
          ...(can(role, 'episode.delete') ? [{ label: t`Trash`, icon: Trash2, onSelect: () => void navigate('/trash') }] : []),
          {
            label: t({ message: 'Keys', comment: 'Keyboard shortcuts' }),
            icon: Keyboard,
            hint: '?',
            onSelect: () => set({ shortcuts: true }),
          },
          null,
          // Each in its own words, for whoever cannot read the others.
          ...otherLanguages.map((language) => ({
            label: LANGUAGES[language],
            icon: Languages,
            onSelect: () => void chooseLanguage(language).catch(showError),
          })),
          null,
          { label: t`Sign out`, icon: LogOut, onSelect: signOut },
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
