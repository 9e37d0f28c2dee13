import { type ReactNode, useEffect, useRef, useState } from 'react';
import styles from './Page.module.css';

interface RangeFieldProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  disabled: boolean;
  onCommit: (value: number) => void;
}

/** A slider that edits a shared record once, when it is let go: one drag is one step of undo. */
export function RangeField({ label, value, onCommit, ...rest }: RangeFieldProps) {
  const [draft, setDraft] = useState<number | null>(null);
  const commit = () => {
    if (draft !== null && draft !== value) onCommit(draft);
    setDraft(null);
  };
  const shown = draft ?? value;
  return (
    <Pair label={label}>
      <input
        {...rest}
        type="range"
        aria-label={label}
        className={styles.range}
        value={shown}
        onChange={(event) => setDraft(Number(event.target.value))}
        onPointerUp={commit}
        onBlur={commit}
        onKeyUp={commit}
        onKeyDown={(event) => event.stopPropagation()}
      />
      <span className={styles.number}>{Math.round(shown * 100) / 100}</span>
    </Pair>
  );
}

interface ColorFieldProps {
  label: string;
  /** `#rrggbb` */
  value: string;
  disabled: boolean;
  onCommit: (value: string) => void;
}

/** A colour, written once when the browser's own picker is closed. */
export function ColorField({ label, value, disabled, onCommit }: ColorFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<string | null>(null);
  useEffect(() => {
    const element = input.current;
    // React's onChange is the input event; the picker's end is told by the native one alone.
    const commit = () => {
      if (element !== null && element.value !== value) onCommit(element.value);
      setDraft(null);
    };
    element?.addEventListener('change', commit);
    return () => element?.removeEventListener('change', commit);
  }, [value, onCommit]);
  return (
    <Pair label={label}>
      <input
        ref={input}
        type="color"
        aria-label={label}
        className={styles.color}
        disabled={disabled}
        value={draft ?? value}
        onChange={(event) => setDraft(event.target.value)}
      />
      <span className={styles.number}>{draft ?? value}</span>
    </Pair>
  );
}

export function Pair({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.pair}>
      <span className={styles.label}>{label}</span>
      {children}
    </div>
  );
}
