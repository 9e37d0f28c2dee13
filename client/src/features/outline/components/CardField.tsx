import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react';
import { cx } from '../../../ui/cx.ts';
import field from '../../../ui/Field.module.css';
import { typedOver } from '../../../ui/typed.ts';
import { useOutlineUi } from '../model/outline-ui.ts';

interface CardFieldProps {
  label: string;
  value: string;
  /** The card it is on, which has the focus afterwards. */
  id: string;
  multiline?: boolean;
  className: string | undefined;
  /** Called once, and only when something else was typed. */
  onCommit: (text: string) => void;
}

/** Words of a card while they are written: Enter or leaving takes them, Escape leaves them as they were. */
export function CardField({ label, value, id, multiline = false, className, onCommit }: CardFieldProps) {
  const [began] = useState(value);
  const [draft, setDraft] = useState(began);
  const set = useOutlineUi((ui) => ui.set);
  const over = useRef(false);
  const done = (text: string | null) => {
    // Taking the field away makes it lose the focus, which would end it a second time.
    if (over.current) return;
    over.current = true;
    const typed = text === null ? null : typedOver(began, text);
    if (typed !== null) onCommit(typed);
    const { edits } = useOutlineUi.getState();
    if (edits?.id === id) set({ edits: null });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    const card = event.currentTarget.closest('[data-card]');
    done(event.key === 'Enter' ? draft : null);
    requestAnimationFrame(() => card?.querySelector<HTMLElement>('[data-outline]')?.focus());
  };
  const props = {
    'aria-label': label,
    value: draft,
    // Whoever asked for it is about to type.
    autoFocus: true,
    onFocus: (event: FocusEvent<HTMLInputElement | HTMLTextAreaElement>) => event.currentTarget.select(),
    onBlur: () => done(draft),
    onKeyDown,
    className: cx(field.input, className),
  };
  return multiline ? (
    <textarea {...props} rows={2} onChange={(event) => setDraft(event.target.value)} />
  ) : (
    <input {...props} onChange={(event) => setDraft(event.target.value)} />
  );
}
