import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import { useRecords } from '../../../collab/records.ts';
import { useScript } from '../../../collab/script-store.ts';
import { type EpisodeModel, episodeModel } from './episode-model.ts';
import { useStudio } from './studio-context.ts';

/** The episode as people see it, rebuilt when something it is made of changes. */
export function useEpisodeModel(): EpisodeModel {
  const { episodeDoc, rendersDoc } = useStudio();
  const { i18n } = useLingui();
  const blocks = useScript(episodeDoc.doc);
  const scenes = useRecords(episodeDoc.doc, 'scenes');
  const shots = useRecords(episodeDoc.doc, 'shots');
  const clips = useRecords(episodeDoc.doc, 'clips');
  const renders = useRecords(rendersDoc.doc, 'shotRenders');
  const stills = useRecords(rendersDoc.doc, 'shotStills');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a scene without a heading is named in the language that is spoken
  return useMemo(
    () => episodeModel({ blocks, scenes, shots, clips, renders, stills }),
    [blocks, scenes, shots, clips, renders, stills, i18n.locale],
  );
}

/** Names of the series' characters by id. */
export function useCharacterNames(): ReadonlyMap<string, string> {
  const { seriesDoc } = useStudio();
  const characters = useRecords(seriesDoc.doc, 'characters');
  return useMemo(() => new Map(characters.map(({ id, name }) => [id, name])), [characters]);
}
