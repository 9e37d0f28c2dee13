import { MessageSquare, SlidersHorizontal } from 'lucide-react';
import { type DockPanel, useUi } from '../../../app/ui-store.ts';
import { usePanels } from '../../../app/use-panels.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Tooltip } from '../../../ui/Tooltip.tsx';
import styles from './Shell.module.css';

const PANELS = [
  { panel: 'chat', label: 'Chat', icon: MessageSquare, key: undefined },
  { panel: 'inspector', label: 'Inspector', icon: SlidersHorizontal, key: 'I' },
] as const satisfies readonly { panel: DockPanel; label: string; icon: unknown; key: string | undefined }[];

export function RightRail() {
  const togglePanel = useUi((ui) => ui.togglePanel);
  const panels = usePanels();
  return (
    <aside className={`${styles.rail} ${styles.right}`} aria-label="Panels">
      {PANELS.map(({ panel, label, icon, key }) => (
        <Tooltip key={panel} label={label} shortcut={key} side="left">
          <button
            type="button"
            className={styles.railButton}
            aria-label={label}
            aria-pressed={panels[panel]}
            onClick={() => togglePanel(panel)}
          >
            <Icon of={icon} />
          </button>
        </Tooltip>
      ))}
    </aside>
  );
}
