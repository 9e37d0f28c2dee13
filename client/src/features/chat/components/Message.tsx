import { Trans, useLingui } from '@lingui/react/macro';
import type { ChatMessageView, PersonView, RunView } from '@trashfire/shared/api/contract';
import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { Avatar } from '../../../ui/Avatar.tsx';
import { IconButton } from '../../../ui/Button.tsx';
import { writeClipboard } from '../../../ui/clipboard.ts';
import { Diamond } from '../../../ui/Diamond.tsx';
import { say, sayError } from '../../../ui/toast.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { plainText, readMarkdown } from '../model/markdown.ts';
import { AGENT_NAME } from '../model/mentions.ts';
import styles from './Chat.module.css';
import { Markdown } from './Markdown.tsx';
import { AskedAbout } from './RefChips.tsx';
import { RunCard } from './RunCard.tsx';
import { TextPieces } from './TextPieces.tsx';

interface MessageProps {
  message: ChatMessageView;
  /** The run that stands under it. */
  run: RunView | null;
  /** Who asked for the run it belongs to. */
  asked: PersonView | null;
  last: boolean;
}

export function Message({ message, run, asked, last }: MessageProps) {
  const { me } = useStudio();
  const { author, text, at, context, mentions } = message;
  if (author.agent) {
    return (
      <Answer at={at} asked={asked} text={text}>
        {run === null ? null : <RunCard run={run} last={last} />}
      </Answer>
    );
  }
  return (
    <>
      <article className={styles.message} aria-label={author.name} data-calls-me={mentions.includes(me.person.id)}>
        <Avatar name={author.name} color={author.color} />
        <div className={styles.body}>
          <Head name={author.name} at={at} />
          <p className={styles.text}>
            <TextPieces text={text} />
          </p>
          {context === null ? null : <AskedAbout context={context} />}
        </div>
      </article>
      {run === null ? null : (
        <Answer at={run.startedAt} asked={run.askedBy} text={run.text}>
          <RunCard run={run} last={last} />
        </Answer>
      )}
    </>
  );
}

interface AnswerProps {
  at: string | null;
  asked: PersonView | null;
  text: string;
  children: ReactNode;
}

function Answer({ at, asked, text, children }: AnswerProps) {
  const { t } = useLingui();
  const copy = async () => {
    const copied = await writeClipboard(plainText(readMarkdown(text)));
    if (copied) say(t`The answer is copied.`);
    else sayError(t`The browser does not let this page copy. Select the answer and press Ctrl C.`);
  };
  return (
    <article className={styles.message} aria-label={AGENT_NAME}>
      <Diamond />
      <div className={styles.body}>
        <Head name={AGENT_NAME} at={at}>
          {asked === null ? null : (
            <span className={styles.asked}>
              <Trans comment="Whom the agent answers.">for {asked.name}</Trans>
            </span>
          )}
          {text === '' ? null : (
            <span className={styles.copy}>
              <IconButton icon={Copy} label={t`Copy the answer`} side="top" onClick={() => void copy()} />
            </span>
          )}
        </Head>
        {text === '' ? null : <Markdown text={text} />}
        {children}
      </div>
    </article>
  );
}

interface HeadProps {
  name: string;
  at: string | null;
  children?: ReactNode;
}

export function Head({ name, at, children }: HeadProps) {
  const { i18n } = useLingui();
  return (
    <header className={styles.head}>
      <b>{name}</b>
      {at === null ? null : (
        <time dateTime={at}>{new Date(at).toLocaleTimeString(i18n.locale, { hour: '2-digit', minute: '2-digit' })}</time>
      )}
      {children}
    </header>
  );
}
