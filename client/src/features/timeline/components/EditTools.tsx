import { useLingui } from '@lingui/react/macro';
import { ArrowLeftToLine, ArrowRightToLine, Bookmark, Ellipsis, Magnet, Scissors } from 'lucide-react';
import { IconButton } from '../../../ui/Button.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { useBeginThread } from '../../comments/model/use-comment-actions.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { ACTION_WORDS, type TimelineAction, type TimelineActions } from '../model/actions.ts';
import { keyText } from '../model/key-map.ts';
import { useKeyPreset } from '../model/use-key-preset.ts';
import { useTimelineView } from '../model/view.ts';
import { ActionButton } from './ActionButton.tsx';
import styles from './Timeline.module.css';

/** What has no button of its own; a null stands for a separator. */
const MORE: readonly (TimelineAction | null)[] = [
  'setIn',
  'setOut',
  'clearRange',
  null,
  'shorter',
  'longer',
  'rollBack',
  'rollForward',
  'moveEarlier',
  'moveLater',
  null,
  'editMarker',
  'duplicate',
  'lift',
  'rippleDelete',
];
const WITHOUT_WRITING: ReadonlySet<TimelineAction> = new Set<TimelineAction>(['setIn', 'setOut', 'clearRange', 'editMarker']);

/** The edits as buttons, the rarer ones in a menu: whatever a key does can be pressed too. */
export function EditTools({ actions }: { actions: TimelineActions }) {
  const { t } = useLingui();
  const { writable } = useStudio();
  const preset = useKeyPreset();
  const begin = useBeginThread();
  const snapping = useTimelineView((view) => view.snapping);
  const more = MORE.map((action) =>
    action === null
      ? null
      : {
          label: t(ACTION_WORDS[action]),
          hint: keyText(preset, action),
          danger: action === 'rippleDelete',
          disabled: !writable && !WITHOUT_WRITING.has(action),
          onSelect: actions[action],
        },
  );
  return (
    <span className={styles.tools}>
      <ActionButton action="split" icon={Scissors} actions={actions} disabled={!writable} />
      <ActionButton action="trimHead" icon={ArrowLeftToLine} actions={actions} disabled={!writable} />
      <ActionButton action="trimTail" icon={ArrowRightToLine} actions={actions} disabled={!writable} />
      <ActionButton action="marker" icon={Bookmark} actions={actions} disabled={!writable} />
      <ActionButton action="snap" icon={Magnet} actions={actions} pressed={snapping} />
      <Menu
        align="end"
        side="top"
        trigger={<IconButton icon={Ellipsis} label={t({ message: 'More edits', comment: 'Button: a menu of edits' })} />}
        items={[...more, null, { label: t`Comment on the clip`, hint: 'Ctrl Alt M', onSelect: () => begin() }]}
      />
    </span>
  );
}
