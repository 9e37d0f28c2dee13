import { useLingui } from '@lingui/react';
import { useRecords } from '../../../collab/records.ts';
import { useScript } from '../../../collab/script-store.ts';
import { saveFile } from '../../../ui/save-file.ts';
import { usePeople } from '../../comments/model/use-threads.ts';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import { STATE_LABEL } from '../../studio/model/shot-state.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCharacterNames } from '../../studio/model/use-episode-model.ts';
import { useShotStates } from '../../studio/model/use-plan.ts';
import { sheetShots } from './sheet-shots.ts';
import { shotListCsv } from './shot-list.ts';

/** @returns saves the shots of the episode, as they stand in this window, as a CSV file. */
export function useShotList(model: EpisodeModel): () => void {
  const { i18n } = useLingui();
  const { episode, episodeDoc, seriesDoc } = useStudio();
  const blocks = useScript(episodeDoc.doc);
  const scenes = useRecords(episodeDoc.doc, 'scenes');
  const locations = useRecords(seriesDoc.doc, 'locations');
  const characters = useCharacterNames();
  const stateOf = useShotStates();
  const nameOf = new Map(usePeople().map(({ id, name }) => [id, name]));
  return () => {
    const csv = shotListCsv({
      episode: episode.title,
      shots: sheetShots(model, blocks),
      characters,
      places: new Map(locations.map(({ id, name }) => [id, name])),
      scenePlaces: new Map(scenes.map(({ id, locationId }) => [id, locationId])),
      assignees: new Map(scenes.flatMap(({ id, assignee }) => (assignee === null ? [] : [[id, nameOf.get(assignee) ?? '']]))),
      statusOf: ({ view }) => i18n._(STATE_LABEL[stateOf(view).kind]),
    });
    saveFile(`${episode.title}.csv`, csv, 'text/csv');
  };
}
