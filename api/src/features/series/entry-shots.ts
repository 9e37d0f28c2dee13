import type { PrismaClient } from '@trashfire/prisma/client';
import type { EntryShotsView } from '@trashfire/shared/api/gallery-contract';
import { entriesShown, type ShotShows, showsOf } from '@trashfire/shared/document/entry-uses';
import { documentName } from '@trashfire/shared/document/names';
import { sceneNumbers, shotNumbers } from '@trashfire/shared/document/numbering';
import { byOrder } from '@trashfire/shared/document/order';
import { episodeRecords, seriesRecords } from '@trashfire/shared/document/records';
import { scriptFromFragment } from '@trashfire/shared/document/script-reader';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { parseHeading } from '@trashfire/shared/fountain/heading';
import type * as Y from 'yjs';
import type { Handlers } from '../../http/handler.ts';
import type { ByHead } from '../documents/by-head.ts';
import { type DocumentReader, mustRead } from '../documents/reader.ts';
import { findSeries } from './repo.ts';

/** A shot as another episode's page names it, and what it shows. */
export interface ListedShot {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly shows: ShotShows;
}

/** The shots of an episode in the order of its board. */
export function listedShots(doc: Y.Doc): ListedShot[] {
  const { shots, scenes } = episodeRecords(doc);
  const headings = scriptFromFragment(scriptFragment(doc)).scenes.map(({ headingId, number, heading }) => ({
    id: headingId ?? '',
    number,
    heading,
  }));
  const numbers = shotNumbers(sceneNumbers(headings), shots);
  const given = new Map(scenes.map(({ id, locationId }) => [id, locationId]));
  const place = new Map(headings.map(({ id, heading }) => [id, parseHeading(heading).place]));
  const rank = new Map(headings.map(({ id }, at) => [id, at]));
  const rankOf = ({ sceneId }: { sceneId: string }) => rank.get(sceneId) ?? rank.size;
  return [...shots]
    .sort((a, b) => rankOf(a) - rankOf(b) || byOrder(a, b))
    .map((shot) => ({
      id: shot.id,
      number: numbers.get(shot.id) ?? '',
      title: shot.title,
      shows: showsOf(shot, given.get(shot.sceneId) ?? null, place.get(shot.sceneId) ?? ''),
    }));
}

interface Deps {
  prisma: PrismaClient;
  reader: DocumentReader;
  listed: ByHead<readonly ListedShot[]>;
}

/** What one answer tells of; a page says how many more there are. */
const MOST_SHOTS = 500;

/** Every shot of a series that shows an entry of its bible, episode by episode. */
export function createEntryShots({ prisma, reader, listed }: Deps): Handlers<'entryShots'> {
  return {
    async entryShots({ params: { seriesId, entryId }, viewer: { teamId } }): Promise<EntryShotsView> {
      const { episodes } = await findSeries(prisma, teamId, seriesId);
      const { doc } = await mustRead(reader, documentName('series', seriesId));
      const shown = entriesShown(seriesRecords(doc));
      const shots = await listed.of(episodes.map(({ id }) => id));
      let left = MOST_SHOTS;
      let total = 0;
      const found = episodes.flatMap(({ id, number, title }) => {
        const those = (shots.get(id) ?? []).filter(({ shows }) => shown(shows).has(entryId));
        if (those.length === 0) return [];
        total += those.length;
        const told = those.slice(0, left).map((shot) => ({ id: shot.id, number: shot.number, title: shot.title }));
        left -= told.length;
        return [{ id, number, title, shots: told }];
      });
      return { episodes: found, total };
    },
  };
}
