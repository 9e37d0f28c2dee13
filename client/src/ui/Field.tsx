import { type InputHTMLAttributes, type KeyboardEvent, type TextareaHTMLAttributes, useState } from 'react';
import { cx } from './cx.ts';
import styles from './Field.module.css';
import { isComposing } from './keys.ts';

type InputProps = InputHTMLAttributes<HTMLInputElement> & { label: string; showLabel?: boolean; large?: boolean };

/** A one-line input; its label is always there for assistive technology and shown when asked. */
export function Field({ label, showLabel = false, large = false, className, ...rest }: InputProps) {
  return (
    <label className={styles.field}>
      <span className={showLabel ? styles.label : 'visually-hidden'}>{label}</span>
      <input {...rest} className={cx(styles.input, large && styles.large, className)} />
    </label>
  );
}

interface DraftProps {
  label: string;
  value: string;
  /**
   * Called once when the person leaves the field or presses Enter, with what they typed; not called when nothing changed.
   * @returns null where it was refused: what they typed stays in the field to be mended, and Escape lets go of it.
   */
  onCommit: (value: string) => unknown;
  multiline?: boolean;
  disabled?: boolean;
  className?: string | undefined;
  inputMode?: 'numeric' | 'decimal' | 'text';
}

/** A field that edits a shared record: it follows the record until it is typed in, and writes once, so typing is one undo step. */
export function DraftField({ label, value, onCommit, multiline = false, disabled = false, className, inputMode }: DraftProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    if (draft !== null && draft !== value && onCommit(draft) === null) return;
    setDraft(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    event.stopPropagation();
    if (isComposing(event)) return;
    if (event.key === 'Escape') setDraft(null);
    if (event.key === 'Enter' && !(multiline && event.shiftKey)) {
      event.preventDefault();
      event.currentTarget.blur();
    }
  };
  const shared = { 'aria-label': label, value: draft ?? value, disabled, onBlur: commit, onKeyDown };
  if (multiline) {
    const props: TextareaHTMLAttributes<HTMLTextAreaElement> = { ...shared, rows: 3 };
    return (
      <textarea {...props} onChange={(e) => setDraft(e.target.value)} className={cx(styles.input, styles.area, className)} />
    );
  }
  return (
    <input {...shared} inputMode={inputMode} onChange={(e) => setDraft(e.target.value)} className={cx(styles.input, className)} />
  );
}
