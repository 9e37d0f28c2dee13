import { useLingui } from '@lingui/react/macro';
import { can } from '@trashfire/shared/access/roles';
import {
  ArrowLeftToLine,
  ArrowRightToLine,
  Check,
  ChevronLeft,
  ChevronRight,
  Copy,
  Image,
  ImageOff,
  Link2,
  ListVideo,
  Lock,
  LockOpen,
  Maximize,
  Merge,
  MoreHorizontal,
  PenLine,
  Play,
  Scissors,
  Trash2,
} from 'lucide-react';
import { useUi } from '../../../app/ui-store.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { useBeginThread } from '../../comments/model/use-comment-actions.ts';
import { useDrawingUi } from '../../drawing/model/drawing-store.ts';
import { copyLink } from '../../studio/model/copy-link.ts';
import type { ShotView } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { boardKeyText } from '../model/board-keys.ts';
import { useBoardUi } from '../model/board-ui.ts';
import { chooseFile } from '../model/picture-files.ts';
import type { BoardActions } from '../model/use-board-actions.ts';
import { useOwnPicture } from '../model/use-own-picture.ts';
import { usePlayFrom } from '../model/use-play-from.ts';
import styles from './Storyboard.module.css';

/** Everything that can be done to one shot, each with its key. */
export function ShotMenu({ view, actions }: { view: ShotView; actions: BoardActions }) {
  const { t } = useLingui();
  const { number } = view;
  const { me, writable, episode } = useStudio();
  const comment = useBeginThread();
  const set = useSelection((selection) => selection.set);
  const select = useSelection((selection) => selection.select);
  const togglePanel = useUi((ui) => ui.togglePanel);
  const setBoard = useBoardUi((ui) => ui.set);
  const single = () => {
    select(view.id, view.sceneId);
    setBoard({ view: 'single' });
  };
  const { clip } = view;
  const playFrom = usePlayFrom(view);
  const pick = useSelection((selection) => selection.pick);
  const several = () => {
    pick([view.id], view.id);
    setBoard({ several: true });
  };
  const edit = useEditItems(view, actions);
  return (
    <span className={styles.menu}>
      <Menu
        align="end"
        trigger={<IconButton icon={MoreHorizontal} label={t`Actions for shot ${number}`} />}
        items={[
          { label: t`Play`, icon: Play, hint: boardKeyText('play'), onSelect: () => set({ preview: view.id }) },
          ...(clip === null
            ? []
            : [{ label: t`Play the cut from here`, icon: ListVideo, hint: boardKeyText('playFrom'), onSelect: playFrom }]),
          { label: t`Open`, icon: Maximize, hint: boardKeyText('single'), onSelect: single },
          {
            label: t`Copy link to this shot`,
            icon: Link2,
            onSelect: () => void copyLink(episode.id, { kind: 'shot', id: view.id }),
          },
          ...(writable ? [{ label: t`Choose several`, icon: Check, onSelect: several }] : []),
          { label: t`Inspect`, hint: 'I', onSelect: () => togglePanel('inspector', true) },
          ...(can(me.role, 'chat.write')
            ? [{ label: t`Comment`, hint: 'Ctrl Alt M', onSelect: () => comment({ kind: 'shot', id: view.id }) }]
            : []),
          ...(writable ? edit : []),
        ]}
      />
    </span>
  );
}

function useEditItems(view: ShotView, actions: BoardActions): (MenuItem | null)[] {
  const { t } = useLingui();
  const { give, pick } = useOwnPicture();
  const { shot } = view;
  const locked = shot.lock !== null;
  const own: MenuItem[] =
    shot.ownPicture === null
      ? []
      : [{ label: t`Use the drawn one again`, icon: ImageOff, disabled: locked, onSelect: () => pick(view.id, null) }];
  return [
    null,
    {
      label: t`New shot before`,
      icon: ArrowLeftToLine,
      hint: boardKeyText('addBefore'),
      onSelect: () => actions.addBefore(view),
    },
    {
      label: t`New shot after`,
      icon: ArrowRightToLine,
      hint: boardKeyText('addAfter'),
      onSelect: () => actions.add(view.sceneId, view),
    },
    { label: t`Duplicate`, icon: Copy, hint: boardKeyText('duplicate'), onSelect: () => actions.duplicate(view) },
    { label: t`Split`, icon: Scissors, hint: boardKeyText('split'), disabled: locked, onSelect: () => actions.split(view) },
    {
      label: t`Merge with the next`,
      icon: Merge,
      hint: boardKeyText('merge'),
      disabled: locked,
      onSelect: () => actions.merge(view),
    },
    {
      label: t`Move earlier`,
      icon: ChevronLeft,
      hint: boardKeyText('moveBack'),
      disabled: locked,
      onSelect: () => actions.move(view, -1),
    },
    {
      label: t`Move later`,
      icon: ChevronRight,
      hint: boardKeyText('moveOn'),
      disabled: locked,
      onSelect: () => actions.move(view, 1),
    },
    null,
    {
      label: t`My own picture`,
      icon: Image,
      hint: boardKeyText('picture'),
      disabled: locked,
      onSelect: () => chooseFile((file) => give(view, file)),
    },
    {
      label: t`Draw a picture`,
      icon: PenLine,
      hint: boardKeyText('draw'),
      disabled: locked,
      onSelect: () => useDrawingUi.getState().open(view.id),
    },
    ...own,
    {
      label: locked ? t`Unlock` : t`Lock`,
      icon: locked ? LockOpen : Lock,
      hint: boardKeyText('lock'),
      onSelect: () => actions.lock([view]),
    },
    null,
    {
      label: t`Delete`,
      icon: Trash2,
      hint: boardKeyText('remove'),
      danger: true,
      disabled: locked,
      onSelect: () => actions.remove(view),
    },
  ];
}
