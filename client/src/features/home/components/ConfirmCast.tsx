import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { newId } from '@trashfire/shared/ids';
import { useState } from 'react';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { errorWords } from '../../../i18n/server-words.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog, DialogActions } from '../../../ui/Dialog.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Select } from '../../../ui/Select.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { type CastDraft, choiceOf, draftOf } from '../model/cast-draft.ts';
import { lossWords } from '../model/loss-words.ts';
import type { ScriptFile } from '../model/script-drop.ts';
import type { Series, SeriesActions } from '../model/use-series.ts';
import { CastList } from './CastList.tsx';
import styles from './ConfirmCast.module.css';

interface ConfirmCastProps {
  script: ScriptFile;
  /** Series it may go into. */
  all: readonly Series[];
  /** The one on the page; null where there is none yet. */
  current: string | null;
  actions: SeriesActions;
  onClose: () => void;
}

/** Stands for a series that is made with the episode. */
const A_NEW_ONE = 'new';

/** A script that was dropped or pasted, before anything is made of it: what it is, who is in it, where it plays, what was lost. */
export function ConfirmCast({ script, all, current, actions, onClose }: ConfirmCastProps) {
  const { t } = useLingui();
  const [title, setTitle] = useState(script.title);
  const [series, setSeries] = useState(current ?? A_NEW_ONE);
  const [changed, setChanged] = useState<{ series: string; draft: CastDraft } | null>(null);
  // Not the script itself: it would be compared, whole, each time something is drawn.
  const [read] = useState(() => newId());
  const seriesId = series === A_NEW_ONE ? null : series;
  const reading = useQuery({
    queryKey: KEYS.reading(read, series),
    queryFn: ({ signal }) => call('readScript', { body: { fountain: script.fountain, seriesId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const { data: found } = reading;
  // Another series knows other people: what was chosen for one says nothing of another.
  const draft = changed?.series === series ? changed.draft : found ? draftOf(found) : null;
  const change = (part: Partial<CastDraft>) => {
    if (draft !== null) setChanged({ series, draft: { ...draft, ...part } });
  };
  const lost = lossWords(script.title, script.losses);
  const { makeEpisode } = actions;
  const make = () => {
    if (draft === null || title.trim() === '') return;
    const { fountain } = script;
    makeEpisode.mutate({ seriesId, title: title.trim(), fountain, cast: choiceOf(draft) }, { onSuccess: onClose });
  };
  return (
    <Dialog open onOpenChange={(open) => !open && !makeEpisode.isPending && onClose()} title={t`An episode of this script`} wide>
      <div className={styles.head}>
        <Field
          label={t`Title`}
          showLabel
          large
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <div className={styles.series}>
          <span className={styles.label} aria-hidden="true">
            <Trans>Series</Trans>
          </span>
          <Select
            label={t`Series`}
            value={series}
            options={[
              ...all.map(({ id, title: name }) => ({ value: id, label: name })),
              { value: A_NEW_ONE, label: t`A new series` },
            ]}
            onChange={setSeries}
          />
        </div>
        {found ? (
          <p className={styles.facts}>
            <span>
              <Plural value={{ count: found.scenes }} one="# scene" other="# scenes" />
            </span>
            <span>
              <Plural value={{ count: found.pages }} one="# page" other="# pages" />
            </span>
            <span>
              <Trans comment="How long a script plays, in minutes">
                ≈ {{ minutes: Math.max(1, Math.round(found.minutes)) }} min
              </Trans>
            </span>
          </p>
        ) : null}
      </div>
      {lost === null ? null : <p className={styles.lost}>{lost}</p>}
      {reading.error ? (
        <p className={styles.lost} role="alert">
          {errorWords(reading.error)}
        </p>
      ) : null}
      {reading.isPending ? <Reading /> : null}
      {found && draft ? (
        <div className={styles.lists}>
          <CastList kind="people" entries={draft.people} bible={found.bible.people} onChange={(people) => change({ people })} />
          <CastList kind="places" entries={draft.places} bible={found.bible.places} onChange={(places) => change({ places })} />
        </div>
      ) : null}
      <DialogActions>
        <Button variant="quiet" disabled={makeEpisode.isPending} onClick={onClose}>
          <Trans>Cancel</Trans>
        </Button>
        <Button variant="primary" disabled={draft === null || title.trim() === '' || makeEpisode.isPending} onClick={make}>
          {makeEpisode.isPending ? <Trans>Making it…</Trans> : <Trans>Make the episode</Trans>}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Reading() {
  return (
    <div className={styles.reading} aria-busy="true">
      <p className="visually-hidden" role="status">
        <Trans>Looking for people and places</Trans>
      </p>
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} height={38} />
      ))}
    </div>
  );
}
