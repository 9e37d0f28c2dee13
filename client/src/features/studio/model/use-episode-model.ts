import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import type * as Y from 'yjs';
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
  return modelOnce(episodeDoc.doc, [i18n.locale, blocks, scenes, shots, clips, renders, stills], () =>
    episodeModel({ blocks, scenes, shots, clips, renders, stills }),
  );
}

/** The newest model of each episode, with what it was made of: several parts of a room ask for the same one after every edit. */
const newest = new WeakMap<Y.Doc, { from: readonly unknown[]; model: EpisodeModel }>();

/** @param from whatever the model depends on, the language too: a scene without a heading is named in it. */
function modelOnce(doc: Y.Doc, from: readonly unknown[], make: () => EpisodeModel): EpisodeModel {
  const last = newest.get(doc);
  if (last?.from.every((value, at) => value === from[at])) return last.model;
  const model = make();
  newest.set(doc, { from, model });
  return model;
}

/** Names of the series' characters by id. */
export function useCharacterNames(): ReadonlyMap<string, string> {
  const { seriesDoc } = useStudio();
  const characters = useRecords(seriesDoc.doc, 'characters');
  return useMemo(() => new Map(characters.map(({ id, name }) => [id, name])), [characters]);
}
