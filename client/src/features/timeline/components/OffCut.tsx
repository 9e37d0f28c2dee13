import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { putClips } from '@trashfire/shared/document/commands/put-clips';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';
import { newId } from '@trashfire/shared/ids';
import { Chip } from '../../../ui/Chip.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { type EpisodeModel, type ShotView, shotsInOrder } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';

const DEFAULT_SECONDS = 3;
/** One command takes so many; the rest stays in the menu. */
const AT_ONCE = 200;

/** Puts shots of the board into the cut, in one step. */
export function usePutIntoCut(): (shots: readonly ShotView[]) => void {
  const run = useCommand();
  return (shots) => {
    const clips = shots.slice(0, AT_ONCE).map(({ id }) => ({ id: newId(), shotId: id, duration: DEFAULT_SECONDS * EDIT_RATE }));
    if (clips.length > 0) run(putClips, { clips });
  };
}

export function offCut(model: EpisodeModel): ShotView[] {
  return shotsInOrder(model).filter(({ clip }) => clip === null);
}

/** Shots that stand on the board and not in the cut, each one press from being in it. */
export function OffCut({ model }: { model: EpisodeModel }) {
  const { t } = useLingui();
  const { writable } = useStudio();
  const put = usePutIntoCut();
  const shots = offCut(model);
  const count = shots.length;
  if (count === 0 || !writable) return null;
  const all = { label: t`Put all into the cut`, onSelect: () => put(shots) };
  return (
    <Menu
      align="end"
      side="top"
      trigger={<Chip>{plural(count, { one: '# shot not in the cut', other: '# shots not in the cut' })}</Chip>}
      heading={<Trans>Put into the cut, where the story has it</Trans>}
      items={[
        ...shots.slice(0, 12).map((shot) => ({
          label: `${shot.number} ${shot.shot.title}`.trim(),
          onSelect: () => put([shot]),
        })),
        ...(count > 1 ? [null, all] : []),
      ]}
    />
  );
}
