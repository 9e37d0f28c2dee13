import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Diamond } from '../../../ui/Diamond.tsx';
import type { Completion, RichChoice } from '../model/use-completion.ts';
import styles from './Composer.module.css';

interface CompletionListProps {
  id: string;
  completion: Completion;
  onTake: (choice: RichChoice) => void;
}

/** What can be completed, over the box; the box has the keys. */
export function CompletionList({ id, completion, onTake }: CompletionListProps) {
  const { t } = useLingui();
  const { choices, at, point } = completion;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  if (choices.length === 0) return null;
  return (
    <div ref={list} role="listbox" id={id} aria-label={t`Suggestions`} className={styles.completions}>
      {choices.map((choice, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the box below moves and takes choices by keys
        <div
          key={choice.id}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          className={styles.completion}
          onMouseMove={() => point(index)}
          // Before the box loses the focus and with it the caret.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(choice)}
        >
          {choice.color === undefined ? null : <Avatar name={choice.label} color={choice.color} size={16} />}
          {choice.id === 'agent' ? <Diamond size={16} /> : null}
          <b>{choice.label}</b>
          <span className={styles.completionDetail}>{choice.detail}</span>
        </div>
      ))}
    </div>
  );
}
