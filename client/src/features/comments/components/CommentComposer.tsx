import { Trans, useLingui } from '@lingui/react/macro';
import { COMMENT_LIMITS } from '@trashfire/shared/api/comments-contract';
import { ArrowUp, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { Avatar } from '../../../ui/Avatar.tsx';
import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { isComposing } from '../../../ui/keys.ts';
import { type DraftKey, useComments } from '../model/comments-store.ts';
import { offered, openMention, putMention, storedOf } from '../model/mention-text.ts';
import { usePeople } from '../model/use-threads.ts';
import styles from './Comments.module.css';

interface CommentComposerProps {
  draftKey: DraftKey;
  label: string;
  placeholder: string;
  sending: boolean;
  /** Each other value takes the focus; left out, the box waits to be pressed. */
  focus?: unknown;
  onSend: (body: { id: string; text: string }) => void;
  onCancel?: () => void;
}

/** Enter sends, Shift+Enter breaks the line, @ offers people. What is written stays until it is sent. */
export function CommentComposer({ draftKey, label, placeholder, sending, focus, onSend, onCancel }: CommentComposerProps) {
  const { t } = useLingui();
  const draft = useComments((state) => state.drafts[draftKey]);
  const write = useComments((state) => state.write);
  const people = usePeople();
  const area = useRef<HTMLTextAreaElement>(null);
  /** Where the caret belongs once a name is put in. */
  const wanted = useRef<number | null>(null);
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const [closed, setClosed] = useState(-1);
  const list = useId();
  const text = draft?.text ?? '';
  const mention = openMention(text, caret);
  const choices = mention === null || mention.at === closed ? [] : offered(people, mention.query);
  const chosen = choices[Math.min(at, choices.length - 1)];
  useEffect(() => {
    if (focus !== undefined) area.current?.focus();
  }, [focus]);
  // Before the next key: a letter typed in between would be left behind the caret.
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    area.current?.focus();
    area.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  });
  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(160, element.scrollHeight)}px`;
    // The height follows the text, so the effect runs for each of its changes.
    void text;
  }, [text]);

  const pick = (person: (typeof people)[number]) => {
    if (mention === null) return;
    const put = putMention(text, mention, person);
    write(draftKey, { text: put.text, picked: [person, ...(draft?.picked ?? [])] });
    setCaret(put.caret);
    wanted.current = put.caret;
  };
  const stored = storedOf(text.trim(), [...(draft?.picked ?? []), ...people]);
  const isLong = stored.length > COMMENT_LIMITS.text;
  const ready = draft !== undefined && stored !== '' && !isLong && !sending;
  const send = () => {
    if (ready) onSend({ id: draft.id, text: stored });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const { key } = event;
    if (chosen !== undefined && (key === 'ArrowDown' || key === 'ArrowUp'))
      setAt((at + (key === 'ArrowDown' ? 1 : choices.length - 1)) % choices.length);
    else if (chosen !== undefined && (key === 'Enter' || key === 'Tab')) pick(chosen);
    else if (chosen !== undefined && key === 'Escape') setClosed(mention?.at ?? -1);
    else if (key === 'Enter' && !event.shiftKey) send();
    else if (key === 'Escape') onCancel?.();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.composer}>
      {chosen === undefined ? null : (
        <div className={styles.people} id={list} role="listbox" aria-label={t`People`}>
          {choices.map((person) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the text box moves through these by keys and takes one
            <div
              key={person.id}
              id={`${list}-${person.id}`}
              role="option"
              aria-selected={person === chosen}
              tabIndex={-1}
              className={cx(styles.personOption, person === chosen && styles.chosen)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(person)}
            >
              <Avatar name={person.name} color={person.color} size={16} />
              {person.name}
            </div>
          ))}
        </div>
      )}
      <textarea
        ref={area}
        rows={1}
        role="combobox"
        aria-label={label}
        aria-expanded={chosen !== undefined}
        aria-controls={list}
        aria-activedescendant={chosen === undefined ? undefined : `${list}-${chosen.id}`}
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          write(draftKey, { text: event.target.value });
          setCaret(event.target.selectionStart);
          setAt(0);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      {isLong ? (
        <p className={styles.tooLong} role="alert">
          <Trans>
            A comment holds {COMMENT_LIMITS.text} letters. This has {stored.length}.
          </Trans>
        </p>
      ) : null}
      {onCancel === undefined ? null : (
        <button type="button" className={styles.send} aria-label={t`Cancel`} onClick={onCancel}>
          <Icon of={X} size={14} />
        </button>
      )}
      <button type="button" className={styles.send} aria-label={t`Send`} disabled={!ready} onClick={send}>
        <Icon of={ArrowUp} size={14} />
      </button>
    </div>
  );
}
