import { BookUser, FileText, LayoutGrid, ListVideo, MessageSquare, Rows3 } from 'lucide-react';
import { NavLink } from 'react-router';
import { Icon } from '../../../ui/Icon.tsx';
import { useStudio } from '../model/studio-context.ts';
import styles from './Shell.module.css';

const TABS = [
  { to: 'script', label: 'Script', icon: FileText },
  { to: 'storyboard', label: 'Board', icon: LayoutGrid },
  { to: 'timeline', label: 'Timeline', icon: Rows3 },
  { to: 'bible', label: 'Bible', icon: BookUser },
  { to: 'chat', label: 'Chat', icon: MessageSquare },
  { to: 'queue', label: 'Queue', icon: ListVideo },
] as const;

/** The rooms on a phone, under the thumb. Hidden by the style sheet on anything wider. */
export function PhoneTabs() {
  const { episode } = useStudio();
  return (
    <nav className={styles.tabs} aria-label="Rooms">
      {TABS.map(({ to, label, icon }) => (
        <NavLink key={to} to={`/episodes/${episode.id}/${to}`} className={styles.tab ?? ''}>
          <Icon of={icon} size={18} />
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
