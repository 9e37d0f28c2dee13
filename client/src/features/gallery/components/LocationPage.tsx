import { Trans, useLingui } from '@lingui/react/macro';
import { updateLocation } from '@trashfire/shared/document/commands/update-location';
import { PLACE_KINDS } from '@trashfire/shared/document/vocabulary';
import { useRecords } from '../../../collab/records.ts';
import { DraftField } from '../../../ui/Field.tsx';
import { Select } from '../../../ui/Select.tsx';
import { TIME_WORDS, WEATHER_WORDS } from '../../storyboard/model/vocabulary-words.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { PLACE_WORDS } from '../model/kind-words.ts';
import { DrawnSheet } from './DrawnSheet.tsx';
import { Pair } from './fields.tsx';
import styles from './Page.module.css';

/** A place: words, what it is drawn as, and how it looks through a day. */
export function LocationPage({ id }: { id: string }) {
  const { t } = useLingui();
  const { seriesDoc, writable } = useStudio();
  const run = useCommand();
  const location = useRecords(seriesDoc.doc, 'locations').find((one) => one.id === id);
  if (location === undefined) return null;
  const { name, description, kind, seed } = location;
  const views: Readonly<Record<string, string>> = {
    dawn: t(TIME_WORDS.dawn),
    day: t(TIME_WORDS.day),
    sunset: t(TIME_WORDS.sunset),
    night: t(TIME_WORDS.night),
    rain: t(WEATHER_WORDS.rain),
    snow: t(WEATHER_WORDS.snow),
  };
  return (
    <>
      {writable ? (
        <DraftField
          multiline
          label={t`Description of ${name}`}
          value={description}
          onCommit={(text) => run(updateLocation, { id, patch: { description: text } })}
        />
      ) : (
        <p className={styles.words}>{description}</p>
      )}
      <div className={styles.fields}>
        <Pair label={t`Drawn as`}>
          <Select
            label={t`Drawn as`}
            value={kind}
            disabled={!writable}
            options={PLACE_KINDS.map((value) => ({ value, label: t(PLACE_WORDS[value]) }))}
            onChange={(value) => run(updateLocation, { id, patch: { kind: value } })}
          />
        </Pair>
      </div>
      <DrawnSheet
        title={t`The place through a day`}
        note={<Trans>Drawn by the animatic engine, as it draws this place in every shot. It is no painted design.</Trans>}
        subject={{ kind: 'location', id }}
        looks={`${kind}/${seed}`}
        action={t`Draw the place`}
        nameOf={(view) => views[view] ?? view}
      />
    </>
  );
}
