import { Trans, useLingui } from '@lingui/react/macro';
import { LocateFixed, Pause, Play, SkipBack, SkipForward, Square } from 'lucide-react';
import { IconButton } from '../../../ui/Button.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { Select } from '../../../ui/Select.tsx';
import type { Loading } from '../model/film-voices.ts';
import { SPEEDS, useReading } from '../model/reading-store.ts';
import type { Heard } from '../model/script-voice.ts';
import type { ReadAloud } from '../model/use-read-aloud.ts';
import styles from './ReadAloudBar.module.css';

/** Over the script while it is read aloud. */
export function ReadAloudBar({ reader, follows, follow }: ReadAloud) {
  const { t } = useLingui();
  const { reading, voices, speed, narrator, source, heard, missing, loading, set } = useReading();
  if (reading === null) return null;
  const paused = reading.state === 'paused';
  // A line is said in one voice and at one speed: a change begins it again.
  const change = (patch: Parameters<typeof set>[0]) => {
    set(patch);
    if (!paused) reader.readFrom(reading.blockId);
  };
  const step = (by: 1 | -1) => {
    follow();
    reader.step(by);
  };
  const byFilm = source === 'film' && !missing;
  return (
    <div className={styles.bar} role="toolbar" aria-label={t`Read aloud`}>
      <IconButton side="top" icon={SkipBack} label={t`The line before`} onClick={() => step(-1)} />
      {paused ? (
        <IconButton side="top" icon={Play} label={t`Read on`} onClick={() => reader.resume()} />
      ) : (
        <IconButton side="top" icon={Pause} label={t`Pause`} onClick={() => reader.pause()} />
      )}
      <IconButton side="top" icon={SkipForward} label={t`The next line`} onClick={() => step(1)} />
      <IconButton side="top" icon={Square} label={t`Stop reading`} shortcut="Escape" onClick={() => reader.stop()} />
      {loading === null ? (
        <span className={styles.speaker}>
          {reading.speaker ?? <Trans comment="Who reads what nobody says in a script">Narrator</Trans>}
        </span>
      ) : (
        <VoicesLoading loading={loading} />
      )}
      {follows ? null : <IconButton side="top" icon={LocateFixed} label={t`Go to the line that is read`} onClick={follow} />}
      <div className={styles.speed}>
        <Select
          label={t`Speed`}
          value={speed}
          options={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
          onChange={(next) => change({ speed: next })}
        />
      </div>
      <div className={styles.source}>
        <Select<Heard>
          label={t({ message: 'Voices', comment: 'Whose voices read a script aloud.' })}
          value={byFilm ? 'film' : 'browser'}
          options={[
            { value: 'film', label: t({ message: 'Of the film', comment: 'Voices of the film.' }) },
            { value: 'browser', label: t({ message: 'Of this browser', comment: 'Voices of this browser.' }) },
          ]}
          onChange={(next) => change({ source: next, missing: false })}
        />
      </div>
      {voices.length === 0 ? null : (
        <div className={styles.narrator}>
          <Select
            label={t`Narrator's voice`}
            value={voices.some(({ id }) => id === narrator) ? narrator : ''}
            options={[
              {
                value: '',
                label: byFilm
                  ? t({ message: 'Film narrator', comment: "The film's voice for what nobody says." })
                  : t({ message: 'Any voice', comment: 'The browser chooses who narrates.' }),
              },
              ...voices.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(next) => change({ narrator: next })}
          />
        </div>
      )}
      {loading === null ? <Whose heard={heard} /> : null}
    </div>
  );
}

/** Names whose voice is heard. */
function Whose({ heard }: { heard: Heard }) {
  const { t } = useLingui();
  return heard === 'film' ? (
    <span className={styles.whose} title={t`The voice that the film has: flite, shaped by each character's own pitch and rate.`}>
      <Trans>film voice</Trans>
    </span>
  ) : (
    <span className={styles.whose} title={t`Voices of this browser, shaped by each character's own. The film has the studio's.`}>
      <Trans>browser voice</Trans>
    </span>
  );
}

function VoicesLoading({ loading: { loaded, total } }: { loading: Loading }) {
  const { t } = useLingui();
  const here = megabytes(loaded);
  const all = total === null ? null : megabytes(total);
  return (
    <span className={styles.loading}>
      <span className={styles.bytes}>
        {all === null ? (
          <Trans>Loading voices, {here} MB</Trans>
        ) : (
          <Trans>
            Loading voices, {here} of {all} MB
          </Trans>
        )}
      </span>
      <Progress percent={total === null ? null : (100 * loaded) / total} label={t`Loading the film's voices`} width={150} />
    </span>
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
