import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { BookUser, FileText, LayoutGrid, ListVideo, MessageSquare, Rows3 } from 'lucide-react';
import { NavLink } from 'react-router';
import { Icon } from '../../../ui/Icon.tsx';
import { useStudio } from '../model/studio-context.ts';
import styles from './Shell.module.css';

const TABS = [
  { to: 'script', label: msg`Script`, icon: FileText },
  { to: 'storyboard', label: msg({ message: 'Board', comment: 'Short for storyboard.' }), icon: LayoutGrid },
  { to: 'timeline', label: msg`Timeline`, icon: Rows3 },
  { to: 'bible', label: msg`Bible`, icon: BookUser },
  { to: 'chat', label: msg`Chat`, icon: MessageSquare },
  { to: 'queue', label: msg`Queue`, icon: ListVideo },
] as const;

/** The rooms on a phone, under the thumb. Hidden by the style sheet on anything wider. */
export function PhoneTabs() {
  const { t } = useLingui();
  const { episode } = useStudio();
  return (
    <nav className={styles.tabs} aria-label={t`Rooms`}>
      {TABS.map(({ to, label, icon }) => (
        <NavLink key={to} to={`/episodes/${episode.id}/${to}`} className={styles.tab ?? ''}>
          <Icon of={icon} size={18} />
          {t(label)}
        </NavLink>
      ))}
    </nav>
  );
}
