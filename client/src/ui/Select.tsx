import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { Icon } from './Icon.tsx';
import popup from './Popup.module.css';
import styles from './Select.module.css';

interface SelectProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  disabled?: boolean;
}

export function Select<T extends string>({ label, value, options, onChange, disabled = false }: SelectProps<T>) {
  return (
    <Base.Root
      items={options}
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
    >
      <Base.Trigger className={styles.trigger} aria-label={label}>
        <Base.Value className={styles.value} />
        <Icon of={ChevronDown} size={12} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className={popup.positioner}>
          <Base.Popup className={`${popup.popup} ${popup.select}`} aria-label={label}>
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value} className={popup.item}>
                <Base.ItemText>{option.label}</Base.ItemText>
                <Base.ItemIndicator className={popup.hint}>
                  <Icon of={Check} size={12} />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
