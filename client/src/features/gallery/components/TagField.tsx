import { useLingui } from '@lingui/react/macro';
import { type SubmitEvent, useState } from 'react';
import { Field } from '../../../ui/Field.tsx';

/** The longest tag the document takes. */
const LONGEST = 40;

/** Types one more tag; Enter gives it. */
export function TagField({ onAdd, className }: { onAdd: (tag: string) => void; className?: string | undefined }) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onAdd(text);
    setText('');
  };
  return (
    <form className={className} onSubmit={submit}>
      <Field
        label={t`New tag`}
        placeholder={t`New tag, Enter`}
        data-gallery-tag
        maxLength={LONGEST}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  );
}
