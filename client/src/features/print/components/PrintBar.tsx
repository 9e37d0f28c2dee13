import { Plural, useLingui } from '@lingui/react/macro';
import type { Paper } from '@trashfire/shared/layout/grid';
import { ArrowLeft, Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Select } from '../../../ui/Select.tsx';
import styles from './Print.module.css';

interface PrintBarProps {
  /** The room the pages come from. */
  back: { label: string; to: string };
  pages: number;
  /** What can be chosen about the pages. */
  children: ReactNode;
  /** Whether everything that is printed is there. */
  ready?: boolean;
}

/** The bar above pages to be printed; it stays off the paper. */
export function PrintBar({ back, pages, children, ready = true }: PrintBarProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  return (
    <div className={styles.bar} role="toolbar" aria-label={t`Print`}>
      <IconButton icon={ArrowLeft} label={back.label} onClick={() => void navigate(back.to)} />
      {children}
      <span className={styles.count}>
        <Plural value={pages} one="# page" other="# pages" />
      </span>
      <Button variant="primary" icon={Printer} disabled={pages === 0 || !ready} onClick={() => window.print()}>
        {t`Print or save as PDF`}
      </Button>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

export function Choice<T extends string>(props: ChoiceProps<T>) {
  return (
    <span className={styles.choice}>
      <Select {...props} />
    </span>
  );
}

export function PaperChoice({ paper, onChange }: { paper: Paper; onChange: (paper: Paper) => void }) {
  const { t } = useLingui();
  const options = [
    { value: 'letter', label: t`US Letter` },
    { value: 'a4', label: t`A4` },
  ] as const;
  return <Choice label={t`Paper`} value={paper} onChange={onChange} options={options} />;
}
