import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { MessageSquare, MessagesSquare, SlidersHorizontal } from 'lucide-react';
import { type DockPanel, useUi } from '../../../app/ui-store.ts';
import { usePanels } from '../../../app/use-panels.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Tooltip } from '../../../ui/Tooltip.tsx';
import { ChatUnread } from '../../chat/components/ChatUnread.tsx';
import { UnreadBadge } from '../../comments/components/UnreadBadge.tsx';
import styles from './Shell.module.css';

const PANELS = [
  { panel: 'chat', label: msg`Chat`, icon: MessageSquare, key: undefined },
  {
    panel: 'comments',
    label: msg({ message: 'Comments', comment: 'The panel with the threads about places of an episode.' }),
    icon: MessagesSquare,
    key: undefined,
  },
  {
    panel: 'inspector',
    label: msg({ message: 'Inspector', comment: 'The panel with the fields of a shot.' }),
    icon: SlidersHorizontal,
    key: 'I',
  },
] as const satisfies readonly { panel: DockPanel; label: MessageDescriptor; icon: unknown; key: string | undefined }[];

/** What says how much of a panel is unread. */
const UNREAD: Readonly<Partial<Record<DockPanel, () => React.ReactNode>>> = { chat: ChatUnread, comments: UnreadBadge };

export function RightRail() {
  const { t } = useLingui();
  const togglePanel = useUi((ui) => ui.togglePanel);
  const panels = usePanels();
  return (
    <aside className={`${styles.rail} ${styles.right}`} aria-label={t`Panels`}>
      {PANELS.map(({ panel, label, icon, key }) => {
        const Unread = UNREAD[panel];
        // Beside the button and not in it: what is read aloud as its name must hold all that is seen in it.
        return (
          <span key={panel} className={styles.railItem}>
            <Tooltip label={t(label)} shortcut={key} side="left">
              <button
                type="button"
                className={styles.railButton}
                aria-label={t(label)}
                aria-pressed={panels[panel]}
                aria-describedby={Unread && `unread-${panel}`}
                onClick={() => togglePanel(panel)}
              >
                <Icon of={icon} />
              </button>
            </Tooltip>
            {Unread && (
              <span id={`unread-${panel}`}>
                <Unread />
              </span>
            )}
          </span>
        );
      })}
    </aside>
  );
}
