import { useLingui } from '@lingui/react/macro';
import { itemsOf, type OutlineItem, outlineName } from '@trashfire/shared/document/outline';
import {
  AlignLeft,
  ArrowDown,
  ArrowLeftToLine,
  ArrowRightToLine,
  ArrowUp,
  FileText,
  MoreHorizontal,
  Pencil,
  Plus,
  Trash2,
} from 'lucide-react';
import { IconButton } from '../../../ui/Button.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useBoard } from '../model/outline-board.ts';
import { outlineKeyText } from '../model/outline-keys.ts';
import { placeByAct, placeByStep } from '../model/outline-order.ts';
import { useOutlineUi } from '../model/outline-ui.ts';
import { useOpenCard } from '../model/use-open-card.ts';
import styles from './Outline.module.css';

/** Everything that can be done to one card, each with its key. */
export function CardMenu({ item }: { item: OutlineItem }) {
  const { t } = useLingui();
  const { title } = item;
  const { writable } = useStudio();
  const open = useOpenCard();
  const edit = useEditItems(item);
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={MoreHorizontal} label={t`Actions for ${title}`} className={styles.menu} />}
      items={[
        { label: t`Go to it in the script`, icon: FileText, hint: outlineKeyText('open'), onSelect: () => open(item) },
        ...(writable ? edit : []),
      ]}
    />
  );
}

function useEditItems(item: OutlineItem): (MenuItem | null)[] {
  const { t } = useLingui();
  const { outline, actions } = useBoard();
  const set = useOutlineUi((ui) => ui.set);
  const { id, to } = item;
  const isAct = item.level === 1;
  const name = item.kind === 'scene' ? null : outlineName(item.level);
  const moves: (readonly [string, MenuItem['icon'], Parameters<typeof outlineKeyText>[0], ReturnType<typeof placeByStep>])[] = [
    [t`Move up`, ArrowUp, 'up', placeByStep(outline, id, -1)],
    [t`Move down`, ArrowDown, 'down', placeByStep(outline, id, 1)],
    [isAct ? t`Move left` : t`Move to the act before`, ArrowLeftToLine, 'actBefore', placeByAct(outline, id, -1)],
    [isAct ? t`Move right` : t`Move to the next act`, ArrowRightToLine, 'actAfter', placeByAct(outline, id, 1)],
  ];
  const adds: MenuItem[] =
    name === null
      ? [
          { label: t`Begin an act here`, onSelect: () => actions.add('act', { before: id }) },
          { label: t`Begin a sequence here`, onSelect: () => actions.add('sequence', { before: id }) },
          { label: t`Begin a beat here`, onSelect: () => actions.add('beat', { before: id }) },
        ]
      : [];
  const turns: MenuItem[] =
    name === null
      ? []
      : [
          { label: t`Make it an act`, disabled: name === 'act', onSelect: () => actions.turnInto(item, 'act') },
          { label: t`Make it a sequence`, disabled: name === 'sequence', onSelect: () => actions.turnInto(item, 'sequence') },
          { label: t`Make it a beat`, disabled: name === 'beat', onSelect: () => actions.turnInto(item, 'beat') },
        ];
  const next = { before: itemsOf(outline).find(({ from }) => from >= to)?.id ?? null };
  return [
    { label: t`Rename`, icon: Pencil, hint: outlineKeyText('rename'), onSelect: () => set({ edits: { id, what: 'title' } }) },
    {
      label: t`Write its synopsis`,
      icon: AlignLeft,
      hint: outlineKeyText('synopsis'),
      onSelect: () => set({ edits: { id, what: 'synopsis' } }),
    },
    null,
    ...moves.slice(isAct ? 2 : 0).map(
      ([label, icon, key, place]): MenuItem => ({
        label,
        icon,
        hint: outlineKeyText(key),
        disabled: place === null,
        onSelect: () => void actions.move(id, place),
      }),
    ),
    null,
    { label: t`New beat behind it`, icon: Plus, hint: outlineKeyText('add'), onSelect: () => actions.add('beat', next) },
    ...adds,
    ...turns,
    ...(name === null
      ? []
      : [
          null,
          {
            label: t`Remove, and keep its scenes`,
            icon: Trash2,
            hint: outlineKeyText('remove'),
            danger: true,
            onSelect: () => actions.remove(item),
          },
        ]),
  ];
}
