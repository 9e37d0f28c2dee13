import { useLingui } from '@lingui/react/macro';
import { updateShot } from '@trashfire/shared/document/commands/update-shot';
import { TIMES_OF_DAY, TimeOfDay, WEATHERS, Weather } from '@trashfire/shared/document/vocabulary';
import { useRecords } from '../../../collab/records.ts';
import { PanelSection } from '../../../ui/Panel.tsx';
import { Select } from '../../../ui/Select.tsx';
import type { ShotView } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { useEditable } from '../model/use-editable.ts';
import { TIME_WORDS, WEATHER_WORDS } from '../model/vocabulary-words.ts';
import styles from './Inspector.module.css';

/** Stands for null in a select: what the scene has. */
const SCENE = 'scene';

/** Where and when: the scene's own, unless the shot says otherwise. */
export function PlaceFields({ view }: { view: ShotView }) {
  const { t } = useLingui();
  const { seriesDoc } = useStudio();
  const writable = useEditable(view);
  const locations = useRecords(seriesDoc.doc, 'locations');
  const run = useCommand();
  const { shot } = view;
  const patch = (fields: Parameters<typeof updateShot.run>[1]['patch']) => run(updateShot, { id: shot.id, patch: fields });
  const asScene = {
    value: SCENE,
    label: t({ message: 'As the scene', comment: 'The shot has the place, time or weather of its scene' }),
  };
  const times = [asScene, ...TIMES_OF_DAY.map((value) => ({ value, label: t(TIME_WORDS[value]) }))];
  const weathers = [asScene, ...WEATHERS.map((value) => ({ value, label: t(WEATHER_WORDS[value]) }))];
  const place = t({ message: 'Place', comment: 'Where the shot plays' });
  const time = t({ message: 'Time', context: 'of day' });
  const weather = t`Weather`;
  const places = [asScene, ...locations.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <PanelSection title={place}>
      <dl className={styles.pairs}>
        <dt>{place}</dt>
        <dd>
          <Select
            label={place}
            value={shot.locationId ?? SCENE}
            options={places}
            disabled={!writable}
            onChange={(value) => patch({ locationId: value === SCENE ? null : value })}
          />
        </dd>
        <dt>{time}</dt>
        <dd>
          <Select
            label={time}
            value={shot.timeOfDay ?? SCENE}
            options={times}
            disabled={!writable}
            onChange={(value) => patch({ timeOfDay: TimeOfDay.safeParse(value).data ?? null })}
          />
        </dd>
        <dt>{weather}</dt>
        <dd>
          <Select
            label={weather}
            value={shot.weather ?? SCENE}
            options={weathers}
            disabled={!writable}
            onChange={(value) => patch({ weather: Weather.safeParse(value).data ?? null })}
          />
        </dd>
      </dl>
    </PanelSection>
  );
}
