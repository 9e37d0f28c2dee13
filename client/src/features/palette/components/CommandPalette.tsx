import { Dialog } from '@base-ui/react/dialog';
import { t } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { type KeyboardEvent as ReactKeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useMatch, useNavigate } from 'react-router';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { showError } from '../../../api/query-client.ts';
import { useUi } from '../../../app/ui-store.ts';
import { chooseLanguage, LANGUAGES, useOtherLanguages } from '../../../i18n/language.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Kbd } from '../../../ui/Kbd.tsx';
import { isComposing, isMod } from '../../../ui/keys.ts';
import popup from '../../../ui/Popup.module.css';
import { useFind } from '../../script/model/find-store.ts';
import { useReading } from '../../script/model/reading-store.ts';
import { useAskToSignOut } from '../../session/model/use-sign-out.ts';
import { copyLink } from '../../studio/model/copy-link.ts';
import type { DeepLink } from '../../studio/model/deep-link.ts';
import { ROOM_LABEL, STUDIO_ROOMS } from '../../studio/model/room.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { matchCommands, type PaletteCommand } from '../model/match.ts';
import { useRoomCommands } from '../model/room-commands.ts';
import styles from './Palette.module.css';

export function CommandPalette() {
  const { t } = useLingui();
  const open = useUi((ui) => ui.palette);
  const set = useUi((ui) => ui.set);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isComposing(event) || !isMod(event) || event.shiftKey || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      set({ palette: !useUi.getState().palette });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [set]);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => set({ palette: next })}>
      <Dialog.Portal>
        <Dialog.Backdrop className={popup.backdrop} />
        <Dialog.Popup className={styles.palette} aria-label={t`Search or run a command`}>
          <PaletteBody onDone={() => set({ palette: false })} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function useCommands(): PaletteCommand[] {
  const navigate = useNavigate();
  const episodeId = useMatch('/episodes/:episodeId/*')?.params.episodeId;
  const { data } = useQuery({ queryKey: KEYS.series, queryFn: ({ signal }) => call('listSeries', { signal }) });
  const ui = useUi();
  const alone = useSelection((state) => state.alone);
  const shotId = useSelection((state) => state.shotId);
  const sceneId = useSelection((state) => state.sceneId);
  const signOut = useAskToSignOut();
  const otherLanguages = useOtherLanguages();
  const roomCommands = useRoomCommands((state) => state.commands);
  const { t, i18n } = useLingui();
  return useMemo(() => {
    const go = (path: string) => () => void navigate(path);
    const rooms = STUDIO_ROOMS.map((room) => ({
      group: t`Rooms`,
      label: i18n._(ROOM_LABEL[room]),
      run: go(`/episodes/${episodeId}/${room}`),
    }));
    const inScript = (does: () => void) => () => {
      void navigate(`/episodes/${episodeId}/script`);
      does();
    };
    const { open } = useFind.getState();
    const panels: PaletteCommand[] = [
      { group: t`Script`, label: t`Find in the script`, hint: 'Ctrl F', run: inScript(() => open('find')) },
      { group: t`Script`, label: t`Replace in the script`, hint: 'Ctrl H', run: inScript(() => open('replace')) },
      {
        group: t`Script`,
        label: t`Read aloud from the caret`,
        hint: 'Ctrl Alt S',
        run: inScript(() => useReading.getState().set({ asked: true })),
      },
      { group: t`Actions`, label: t`Show or hide chat`, run: () => ui.togglePanel('chat') },
      { group: t`Actions`, label: t`Show or hide comments`, run: () => ui.togglePanel('comments') },
      { group: t`Actions`, label: t`Show or hide inspector`, run: () => ui.togglePanel('inspector') },
      {
        group: t`Actions`,
        label: ui.peers ? t`Hide other people’s carets` : t`Show other people’s carets`,
        run: () => ui.set({ peers: !ui.peers }),
      },
      {
        group: t`Actions`,
        label: alone ? t`Let others follow me again` : t`Let nobody follow me in this window`,
        run: () => useSelection.getState().set({ alone: !alone }),
      },
      { group: t`Actions`, label: ui.captions ? t`Captions off` : t`Captions on`, run: () => ui.set({ captions: !ui.captions }) },
      { group: t`Actions`, label: t`Hide everything but the work`, hint: 'Ctrl \\', run: ui.toggleBare },
    ];
    const edits = roomCommands.map(({ label, hint, run }) => ({ group: t`Edits`, label: i18n._(label), hint, run }));
    const links = episodeId === undefined ? [] : linkCommands(episodeId, sceneId, shotId);
    const episodes = (data?.series ?? []).flatMap((series) =>
      series.episodes.map((episode) => ({
        group: series.title,
        label: `E${String(episode.number).padStart(2, '0')} ${episode.title}`,
        run: go(`/episodes/${episode.id}/script`),
      })),
    );
    return [
      ...(episodeId === undefined ? [] : [...rooms, ...edits, ...panels, ...links]),
      ...episodes,
      { group: t`Studio`, label: t`Home`, run: go('/') },
      { group: t`Studio`, label: t`Connections`, run: go('/connections') },
      {
        group: t`Studio`,
        label: t({ message: 'Keys', comment: 'Keyboard shortcuts' }),
        hint: '?',
        run: () => ui.set({ shortcuts: true }),
      },
      { group: t`Studio`, label: t`Show the tour again`, run: () => ui.set({ tourDone: false }) },
      // Each in its own words, for whoever cannot read the others.
      ...otherLanguages.map((language) => ({
        group: t`Language`,
        label: LANGUAGES[language],
        run: () => void chooseLanguage(language).catch(showError),
      })),
      { group: t`Studio`, label: t`Sign out`, run: signOut },
    ];
  }, [navigate, episodeId, data, ui, alone, sceneId, shotId, signOut, otherLanguages, roomCommands, t, i18n]);
}

/** Addresses of where one is; of what is chosen alone. */
function linkCommands(episodeId: string, sceneId: string | null, shotId: string | null): PaletteCommand[] {
  const group = t`Actions`;
  const frame = Math.max(0, Math.floor(useSelection.getState().frame));
  const copy = (link: DeepLink) => () => void copyLink(episodeId, link);
  return [
    ...(sceneId === null ? [] : [{ group, label: t`Copy link to this scene`, run: copy({ kind: 'scene', id: sceneId }) }]),
    ...(shotId === null ? [] : [{ group, label: t`Copy link to this shot`, run: copy({ kind: 'shot', id: shotId }) }]),
    { group, label: t`Copy link to this frame`, run: copy({ kind: 'frame', frame }) },
  ];
}

function PaletteBody({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const found = matchCommands(useCommands(), query);
  const chosen = Math.min(at, found.length - 1);
  const run = (command: PaletteCommand | undefined) => {
    if (command === undefined) return;
    onDone();
    command.run();
  };
  const onKeyDown = (event: ReactKeyboardEvent) => {
    if (isComposing(event)) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((Math.max(0, chosen) + step + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(found[chosen]);
    }
  };
  return (
    <>
      <label className={styles.search}>
        <Icon of={Search} />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={found[chosen] ? `palette-${chosen}` : undefined}
          aria-label={t`Search or run a command`}
          placeholder={t`Search or run a command`}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <div role="listbox" id="palette-list" aria-label={t`Commands`} className={styles.list}>
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above moves and runs options by keys
          <div
            key={`${command.group}/${command.label}`}
            id={`palette-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className={styles.option}
            onMouseMove={() => setAt(index)}
            onClick={() => run(command)}
          >
            {command.label}
            <span className={styles.where}>{command.hint ? <Kbd keys={command.hint} /> : command.group}</span>
          </div>
        ))}
        {found.length === 0 ? (
          <p className={styles.none}>
            <Trans>Nothing is called that. Try a room, an episode or “connections”.</Trans>
          </p>
        ) : null}
      </div>
    </>
  );
}
