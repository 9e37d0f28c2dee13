import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Archive, Check, Copy, MoreHorizontal, Pencil, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Link } from 'react-router';
import { Avatar } from '../../../ui/Avatar.tsx';
import { IconButton } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { isComposing } from '../../../ui/keys.ts';
import { Menu } from '../../../ui/Menu.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { Sketch } from '../../../ui/Sketch.tsx';
import { clock } from '../../../ui/timecode.ts';
import { typedOver } from '../../../ui/typed.ts';
import { episodeCode, progressOf, STAGE_LABEL } from '../model/progress.ts';
import { useMay } from '../model/use-may.ts';
import type { Episode, SeriesActions } from '../model/use-series.ts';
import styles from './Home.module.css';

interface EpisodeRowProps {
  episode: Episode;
  /** Who is in it now. */
  people: readonly { id: string; name: string; color: string }[];
  actions: SeriesActions;
  onDelete: () => void;
}

/** An episode with how far its script, board and picture are, and who is in it. F2 renames it where it stands. */
export function EpisodeRow({ episode, people, actions, onDelete }: EpisodeRowProps) {
  const { t } = useLingui();
  const [renaming, setRenaming] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);
  const progress = progressOf(episode);
  const may = useMay();
  const { id: episodeId, title } = episode;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'F2' || renaming || !may.make) return;
    event.preventDefault();
    setRenaming(true);
  };
  const rename = (next: string | null) => {
    setRenaming(false);
    if (next !== null && next !== '' && next !== title) actions.renameEpisode.mutate({ episodeId, title: next, before: title });
    // The field is gone by now; without this the keyboard would be nowhere.
    requestAnimationFrame(() => link.current?.focus());
  };
  return (
    <tr onKeyDown={onKeyDown}>
      <td>
        <div className={styles.episode}>
          <Link
            ref={link}
            to={`/episodes/${episodeId}/script`}
            className={styles.episodeLink}
            aria-keyshortcuts={may.make ? 'F2' : undefined}
          >
            <span className={styles.poster}>
              {episode.poster ? <img src={episode.poster} alt="" loading="lazy" /> : <Sketch size="WS" cast={1} />}
            </span>
            <span className={styles.code}>{episodeCode(episode.number)}</span>
            {renaming ? null : <span className={styles.episodeTitle}>{title}</span>}
          </Link>
          {renaming ? <TitleField title={title} onDone={rename} /> : null}
          {people.length > 0 ? <People people={people} /> : null}
        </div>
      </td>
      <td>
        {progress.scenes === 0 ? (
          <Nothing />
        ) : (
          <span className="mono">
            <Trans comment="How many scenes; sc is short for scenes">{{ scenes: progress.scenes }} sc</Trans>
          </span>
        )}
      </td>
      <td>
        {progress.boarded === 0 ? (
          <Nothing />
        ) : (
          <span className="mono">
            <Plural value={{ count: progress.boarded }} one="# shot" other="# shots" />
          </span>
        )}
      </td>
      <td>
        {progress.picture === null ? <Nothing /> : null}
        {progress.picture === 100 ? (
          <span className={styles.done}>
            <Icon of={Check} size={14} />
            <span className="visually-hidden">
              <Trans>Done</Trans>
            </span>
          </span>
        ) : null}
        {progress.picture !== null && progress.picture < 100 ? (
          <span className={styles.share}>
            <Progress tone="plain" percent={progress.picture} label={t`Picture of ${{ title: episode.title }}`} width={44} />
            <span className="mono">{progress.picture}%</span>
          </span>
        ) : null}
      </td>
      <td>{episode.frames === 0 ? <Nothing /> : <span className="mono">{clock(episode.frames / 24)}</span>}</td>
      <td className={styles.stage}>{t(STAGE_LABEL[progress.stage])}</td>
      <td className={styles.more}>
        {may.make ? (
          <Menu
            align="end"
            trigger={<IconButton icon={MoreHorizontal} label={t`Actions for ${{ title: episode.title }}`} />}
            items={[
              { label: t`Rename`, icon: Pencil, hint: 'F2', onSelect: () => setRenaming(true) },
              { label: t`Duplicate`, icon: Copy, onSelect: () => actions.duplicateEpisode.mutate({ episodeId, title }) },
              {
                label: t({ message: 'Archive', comment: 'Puts an episode aside' }),
                icon: Archive,
                onSelect: () => actions.shelveEpisode.mutate({ episodeId, title, aside: true }),
              },
              ...(may.remove ? [null, { label: t`Delete`, icon: Trash2, danger: true, onSelect: onDelete }] : []),
            ]}
          />
        ) : null}
      </td>
    </tr>
  );
}

const MOST_FACES = 4;

function People({ people }: Pick<EpisodeRowProps, 'people'>) {
  const { t } = useLingui();
  const names = people.map(({ name }) => name).join(', ');
  return (
    <span className={styles.people} role="img" aria-label={t`In it now: ${{ names }}`} title={names}>
      {people.slice(0, MOST_FACES).map(({ id, name, color }) => (
        <Avatar key={id} name={name} color={color} size={16} />
      ))}
      {people.length > MOST_FACES ? <span className="mono">+{people.length - MOST_FACES}</span> : null}
    </span>
  );
}

interface TitleFieldProps {
  title: string;
  /** With what was typed, or null when it was given up. */
  onDone: (title: string | null) => void;
}

/** Enter and leaving keep what was typed, Escape does not. */
function TitleField({ title, onDone }: TitleFieldProps) {
  const { t } = useLingui();
  const [began] = useState(title);
  const over = useRef(false);
  const end = (value: string | null) => {
    // Taking the field away makes it lose the focus, which would end it a second time.
    if (over.current) return;
    over.current = true;
    onDone(value === null ? null : typedOver(began, value));
  };
  return (
    <Field
      label={t`Title of ${{ title }}`}
      className={styles.titleField}
      defaultValue={began}
      maxLength={200}
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => end(event.currentTarget.value.trim())}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (isComposing(event)) return;
        if (event.key === 'Enter') end(event.currentTarget.value.trim());
        if (event.key === 'Escape') end(null);
      }}
    />
  );
}

/** An empty cell that says so to everyone. */
function Nothing() {
  return (
    <span className={styles.nothing}>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">
        <Trans>nothing yet</Trans>
      </span>
    </span>
  );
}
