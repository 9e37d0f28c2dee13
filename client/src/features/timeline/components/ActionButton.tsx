import { useLingui } from '@lingui/react/macro';
import type { LucideIcon } from 'lucide-react';
import { IconButton } from '../../../ui/Button.tsx';
import { ACTION_WORDS, type TimelineAction, type TimelineActions } from '../model/actions.ts';
import { keyText } from '../model/key-map.ts';
import { useKeyPreset } from '../model/use-key-preset.ts';

interface ActionButtonProps {
  action: TimelineAction;
  icon: LucideIcon;
  actions: TimelineActions;
  pressed?: boolean;
  disabled?: boolean;
}

/** An action of the timeline as a button; its tooltip says the key of the preset that was chosen. */
export function ActionButton({ action, icon, actions, pressed, disabled = false }: ActionButtonProps) {
  const { t } = useLingui();
  const preset = useKeyPreset();
  return (
    <IconButton
      icon={icon}
      label={t(ACTION_WORDS[action])}
      shortcut={keyText(preset, action)}
      disabled={disabled}
      onClick={actions[action]}
      {...(pressed === undefined ? {} : { pressed })}
    />
  );
}
