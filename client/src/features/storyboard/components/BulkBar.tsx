import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { updateShot } from '@trashfire/shared/document/commands/update-shot';
import { updateShots } from '@trashfire/shared/document/commands/update-shots';
import { CAMERA_ANGLES, CAMERA_MOVES, SHOT_SIZES } from '@trashfire/shared/document/vocabulary';
import { ChevronLeft, ChevronRight, Lock, Trash2, X } from 'lucide-react';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Select } from '../../../ui/Select.tsx';
import { type EpisodeModel, SIZE_WORDS } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { useBoardUi } from '../model/board-ui.ts';
import { lensOptions, NO_LENS } from '../model/lenses.ts';
import { inCommon } from '../model/picks.ts';
import type { BoardActions } from '../model/use-board-actions.ts';
import { ANGLE_WORDS, MOVE_WORDS } from '../model/vocabulary-words.ts';
import styles from './Storyboard.module.css';

/** Stands for values that differ. */
const MIXED = 'mixed';
type Patch = Parameters<typeof updateShot.run>[1]['patch'];

/** What can be done to several shots at once, each in one step of undo. */
export function BulkBar({ model, actions }: { model: EpisodeModel; actions: BoardActions }) {
  const { t, i18n } = useLingui();
  const run = useCommand();
  const picked = useSelection((state) => state.picked);
  const isAdding = useBoardUi((ui) => ui.several);
  const setBoard = useBoardUi((ui) => ui.set);
  const set = useSelection((state) => state.set);
  const views = picked.flatMap((id) => model.shots.get(id) ?? []);
  if (views.length < (isAdding ? 1 : 2)) return null;
  const ids = views.map(({ id }) => id);
  const shots = views.map(({ shot }) => shot);
  const patch = (fields: Patch) => run(updateShots, { ids, patch: fields });
  const count = views.length;
  const none = () => {
    set({ picked: [] });
    setBoard({ several: false });
  };
  const step = (by: -1 | 1) => views[0] && actions.move(views[0], by);
  const several = (label: string) => ({ value: MIXED, label }) as const;
  const size = t({ message: 'Size', context: 'of a shot' });
  const angle = t({ message: 'Angle', context: 'of the camera' });
  const move = t({ message: 'Move', context: 'of the camera' });
  const lens = t({ message: 'Lens', context: 'of the camera' });
  const mixed = t({ message: 'different', comment: 'The chosen shots have different values here' });
  const lensNow = inCommon(shots, ({ lens: mm }) => (mm === null ? NO_LENS : String(mm)));
  return (
    <div className={styles.bulk} role="toolbar" aria-label={t`The chosen shots`} aria-live="polite">
      <b>{t`${plural(count, { one: '# shot', other: '# shots' })} chosen`}</b>
      <span className={styles.bulkField}>
        <Select
          label={size}
          value={inCommon(shots, (shot) => shot.size) ?? MIXED}
          options={[
            several(`${size}: ${mixed}`),
            ...SHOT_SIZES.map((value) => ({ value, label: `${value}, ${i18n._(SIZE_WORDS[value])}` })),
          ]}
          onChange={(value) => value !== MIXED && patch({ size: value })}
        />
      </span>
      <span className={styles.bulkField}>
        <Select
          label={angle}
          value={inCommon(shots, (shot) => shot.angle) ?? MIXED}
          options={[several(`${angle}: ${mixed}`), ...CAMERA_ANGLES.map((value) => ({ value, label: t(ANGLE_WORDS[value]) }))]}
          onChange={(value) => value !== MIXED && patch({ angle: value })}
        />
      </span>
      <span className={styles.bulkField}>
        <Select
          label={move}
          value={inCommon(shots, (shot) => shot.move) ?? MIXED}
          options={[several(`${move}: ${mixed}`), ...CAMERA_MOVES.map((value) => ({ value, label: t(MOVE_WORDS[value]) }))]}
          onChange={(value) => value !== MIXED && patch({ move: value })}
        />
      </span>
      <span className={styles.bulkField}>
        <Select
          label={lens}
          value={lensNow ?? MIXED}
          options={[several(`${lens}: ${mixed}`), ...lensOptions(null, t`Any lens`)]}
          onChange={(value) => value !== MIXED && patch({ lens: value === NO_LENS ? null : Number(value) })}
        />
      </span>
      <span className={styles.toolSpace} />
      <IconButton icon={ChevronLeft} label={t`Move them earlier`} onClick={() => step(-1)} />
      <IconButton icon={ChevronRight} label={t`Move them later`} onClick={() => step(1)} />
      <Button size="sm" icon={Lock} onClick={() => actions.lock(views)}>
        {shots.every(({ lock }) => lock !== null) ? <Trans>Unlock</Trans> : <Trans>Lock</Trans>}
      </Button>
      <Button size="sm" variant="danger" icon={Trash2} onClick={() => actions.removeMany(ids)}>
        <Trans>Delete</Trans>
      </Button>
      <IconButton icon={X} label={t`Choose none`} onClick={none} />
    </div>
  );
}
