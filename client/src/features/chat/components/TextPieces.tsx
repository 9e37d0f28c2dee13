import { useMemo } from 'react';
import { usePeople } from '../../comments/model/use-threads.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { callsAgent, callsIn } from '../model/mentions.ts';
import styles from './Chat.module.css';
import { Citation } from './Citation.tsx';

/** Shot numbers and calls of the agent, as they stand in running text. */
const PIECES = /(\b\d{1,4}[A-HJ-NP-Z]{1,2}\b|(?<![\p{L}\p{N}@])@(?:ember|agent)(?![\p{L}\p{N}]))/giu;

/** Text with its shot numbers as links and the people it calls lit. Text is only ever text: nothing in it is markup. */
export function TextPieces({ text }: { text: string }) {
  const { me } = useStudio();
  const people = usePeople();
  const calls = useMemo(() => callsIn(text, people), [text, people]);
  const parts = [];
  let at = 0;
  for (const { person, from, to } of calls) {
    if (from < at) continue;
    parts.push(<Numbers key={`t${at}`} text={text.slice(at, from)} />);
    parts.push(
      <b key={`c${from}`} className={styles.mention} data-me={person.id === me.person.id}>
        {text.slice(from, to)}
      </b>,
    );
    at = to;
  }
  parts.push(<Numbers key={`t${at}`} text={text.slice(at)} />);
  return parts;
}

function Numbers({ text }: { text: string }) {
  const model = useEpisodeModel();
  const byNumber = useMemo(() => new Map([...model.shots.values()].map((view) => [view.number, view.id])), [model]);
  let at = 0;
  return text.split(PIECES).map((piece) => {
    const key = `${at}`;
    at += piece.length;
    const shotId = byNumber.get(piece);
    if (shotId !== undefined) return <Citation key={key} kind="shot" id={shotId} label={piece} />;
    if (!callsAgent(piece)) return piece;
    return (
      <b key={key} className={styles.mention} data-agent>
        {piece}
      </b>
    );
  });
}
