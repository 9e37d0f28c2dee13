import { updateShot } from '@trashfire/shared/document/commands/update-shot';
import { TIMES_OF_DAY, TimeOfDay, WEATHERS, Weather } from '@trashfire/shared/document/vocabulary';
import { useRecords } from '../../../collab/records.ts';
import { PanelSection } from '../../../ui/Panel.tsx';
import { Select } from '../../../ui/Select.tsx';
import type { ShotView } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import styles from './Inspector.module.css';

/** Stands for null in a select: what the scene has. */
const SCENE = 'scene';
const AS_SCENE = { value: SCENE, label: 'As the scene' };
const TIMES = [AS_SCENE, ...TIMES_OF_DAY.map((value) => ({ value, label: value }))];
const WEATHER = [AS_SCENE, ...WEATHERS.map((value) => ({ value, label: value }))];

/** Where and when: the scene's own, unless the shot says otherwise. */
export function PlaceFields({ view }: { view: ShotView }) {
  const { seriesDoc, writable } = useStudio();
  const locations = useRecords(seriesDoc.doc, 'locations');
  const run = useCommand();
  const { shot } = view;
  const patch = (fields: Parameters<typeof updateShot.run>[1]['patch']) => run(updateShot, { id: shot.id, patch: fields });
  const places = [AS_SCENE, ...locations.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <PanelSection title="Place">
      <dl className={styles.pairs}>
        <dt>Place</dt>
        <dd>
          <Select
            label="Place"
            value={shot.locationId ?? SCENE}
            options={places}
            disabled={!writable}
            onChange={(value) => patch({ locationId: value === SCENE ? null : value })}
          />
        </dd>
        <dt>Time</dt>
        <dd>
          <Select
            label="Time"
            value={shot.timeOfDay ?? SCENE}
            options={TIMES}
            disabled={!writable}
            onChange={(value) => patch({ timeOfDay: TimeOfDay.safeParse(value).data ?? null })}
          />
        </dd>
        <dt>Weather</dt>
        <dd>
          <Select
            label="Weather"
            value={shot.weather ?? SCENE}
            options={WEATHER}
            disabled={!writable}
            onChange={(value) => patch({ weather: Weather.safeParse(value).data ?? null })}
          />
        </dd>
      </dl>
    </PanelSection>
  );
}
