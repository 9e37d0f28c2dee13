import { plural, t } from '@lingui/core/macro';
import { addCharacter } from '@trashfire/shared/document/commands/add-character';
import { addLocation } from '@trashfire/shared/document/commands/add-location';
import { addProps } from '@trashfire/shared/document/commands/add-props';
import { markItems } from '@trashfire/shared/document/commands/mark-items';
import { removeEntries } from '@trashfire/shared/document/commands/remove-entries';
import { updateShot } from '@trashfire/shared/document/commands/update-shot';
import { looksFrom } from '@trashfire/shared/document/looks';
import type { Prop } from '@trashfire/shared/document/schema';
import { newId } from '@trashfire/shared/ids';
import { seedFromText } from '@trashfire/shared/render/seed';
import { useMemo } from 'react';
import { say } from '../../../ui/toast.ts';
import type { ShotView } from '../../studio/model/episode-model.ts';
import { sayDeleted } from '../../studio/model/say-deleted.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import type { EntryTab, GalleryItem } from './items.ts';
import { pickPatch } from './pick-take.ts';

type Marked = Pick<GalleryItem, 'id' | 'starred'>;

/** What a person can do in the gallery; each is one edit, and undo takes it back. */
export function useGalleryActions() {
  const run = useCommand();
  const { bibleUndo, writable } = useStudio();
  return useMemo(
    () => ({
      /** A star for all, unless all have one. */
      star(items: readonly Marked[]) {
        if (!writable || items.length === 0) return;
        run(markItems, { ids: items.map(({ id }) => id), starred: !items.every(({ starred }) => starred), ...NO_TAGS });
      },
      tag(ids: readonly string[], tag: string) {
        if (writable && ids.length > 0 && tag.trim() !== '') run(markItems, { ids: [...ids], ...NO_TAGS, addTags: [tag.trim()] });
      },
      untag(ids: readonly string[], tag: string) {
        if (writable && ids.length > 0) run(markItems, { ids: [...ids], ...NO_TAGS, removeTags: [tag] });
      },
      remove(ids: readonly string[]) {
        if (!writable || ids.length === 0) return;
        const count = run(removeEntries, { ids: [...ids] }) ?? 0;
        if (count > 0) sayDeleted(bibleUndo, t`${plural(count, { one: '# is', other: '# are' })} out of the gallery.`);
      },
      /** @returns its id, null where it was refused. */
      add(tab: EntryTab): string | null {
        const id = newId();
        const seed = seedFromText(id);
        const voice = { base: 'rms', pitch: 0, rate: 1 } as const;
        const dna = looksFrom(seed, { age: 'adult', frame: seed % 2 === 0 ? 'feminine' : 'masculine' });
        const blank = { id, description: '' };
        const done =
          tab === 'characters'
            ? run(addCharacter, { character: { ...blank, name: t`New character`, aliases: [], dna, voice } })
            : tab === 'locations'
              ? run(addLocation, {
                  location: { ...blank, name: t`New place`, aliases: [], kind: 'interior', interior: true, seed },
                })
              : run(addProps, { props: [{ ...blank, name: t`New prop`, kind: 'other' }] });
        return done === null ? null : id;
      },
      addFound(found: readonly Pick<Prop, 'name' | 'kind'>[]) {
        run(addProps, { props: found.slice(0, 200).map((prop) => ({ ...prop, id: newId(), description: '' })) });
      },
      /** Makes a shot show a picture that was made of it. */
      pick(view: ShotView, hash: string) {
        if (!writable) return;
        if (run(updateShot, { id: view.id, patch: pickPatch(hash, view) }) === null) return;
        const { number } = view;
        say(t`Shot ${number} shows this take now.`);
      },
    }),
    [run, bibleUndo, writable],
  );
}
export type GalleryActions = ReturnType<typeof useGalleryActions>;

const NO_TAGS = { addTags: [], removeTags: [] };
