import { useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { useUi } from '../../../app/ui-store.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Kbd } from '../../../ui/Kbd.tsx';
import { isTyping } from '../../../ui/keys.ts';
import { SHORTCUTS } from '../model/shortcuts.ts';
import styles from './Palette.module.css';

export function ShortcutSheet() {
  const { t } = useLingui();
  const open = useUi((ui) => ui.shortcuts);
  const set = useUi((ui) => ui.set);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || isTyping(event)) return;
      event.preventDefault();
      set({ shortcuts: true });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [set]);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => set({ shortcuts: next })}
      title={t({ message: 'Keys', comment: 'Keyboard shortcuts' })}
      wide
    >
      <div className={styles.sheet}>
        {SHORTCUTS.map(({ group, keys }) => (
          <section key={group.id}>
            <h3 className={styles.group}>{t(group)}</h3>
            <dl className={styles.keys}>
              {keys.map(([combination, does]) => (
                <div key={does.id} className={styles.keyRow}>
                  <dt>
                    <Kbd keys={typeof combination === 'string' ? combination : t(combination)} />
                  </dt>
                  <dd>{t(does)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
