import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { FileText, Images, LayoutGrid, ListVideo, MessageSquare, MessagesSquare, Rows3 } from 'lucide-react';
import { NavLink } from 'react-router';
import { useUi } from '../../../app/ui-store.ts';
import { usePanels } from '../../../app/use-panels.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { UnreadBadge } from '../../comments/components/UnreadBadge.tsx';
import { useStudio } from '../model/studio-context.ts';
import styles from './Shell.module.css';

const TABS = [
  { to: 'script', label: msg`Script`, icon: FileText },
  { to: 'storyboard', label: msg({ message: 'Board', comment: 'Short for storyboard.' }), icon: LayoutGrid },
  { to: 'timeline', label: msg`Timeline`, icon: Rows3 },
  { to: 'gallery', label: msg`Gallery`, icon: Images },
  { to: 'chat', label: msg`Chat`, icon: MessageSquare },
  { to: 'queue', label: msg`Queue`, icon: ListVideo },
] as const;

/** The rooms on a phone, under the thumb. Hidden by the style sheet on anything wider. */
export function PhoneTabs() {
  const { t } = useLingui();
  const { episode } = useStudio();
  const { layer, togglePanel } = useUi();
  const { comments } = usePanels();
  /** The room that is gone to must not lie under what covered the one before. */
  const uncover = () => (layer === null ? undefined : togglePanel(layer, false));
  return (
    <nav className={styles.tabs} aria-label={t`Rooms`}>
      {TABS.map(({ to, label, icon }) => (
        <NavLink key={to} to={`/episodes/${episode.id}/${to}`} className={styles.tab ?? ''} onClick={uncover}>
          <Icon of={icon} size={18} />
          {t(label)}
        </NavLink>
      ))}
      <button type="button" className={styles.tab} aria-pressed={comments} onClick={() => togglePanel('comments')}>
        <Icon of={MessagesSquare} size={18} />
        {t({ message: 'Comments', comment: 'The panel with the threads about places of an episode.' })}
        <UnreadBadge />
      </button>
    </nav>
  );
}
