import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { useUi } from '../../../app/ui-store.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Kbd } from '../../../ui/Kbd.tsx';
import { isTyping } from '../../../ui/keys.ts';
import { Select } from '../../../ui/Select.tsx';
import { KEY_PRESETS, PRESET_NAMES } from '../../timeline/model/key-map.ts';
import { useKeyPreset } from '../../timeline/model/use-key-preset.ts';
import { shortcutGroups } from '../model/shortcuts.ts';
import styles from './Palette.module.css';

export function ShortcutSheet() {
  const { t } = useLingui();
  const open = useUi((ui) => ui.shortcuts);
  const set = useUi((ui) => ui.set);
  const preset = useKeyPreset();
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
      <div className={styles.preset}>
        <span>
          <Trans comment="Before a list of programs whose keyboard shortcuts the timeline obeys">Timeline keys as in</Trans>
        </span>
        <Select
          label={t`Timeline keys as in`}
          value={preset}
          options={KEY_PRESETS.map((value) => ({ value, label: PRESET_NAMES[value] }))}
          onChange={(keyPreset) => set({ keyPreset })}
        />
      </div>
      <div className={styles.sheet}>
        {shortcutGroups(preset).map(({ group, keys }) => (
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
