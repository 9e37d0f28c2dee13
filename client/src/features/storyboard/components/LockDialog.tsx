import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { lockShots } from '@trashfire/shared/document/commands/lock-shots';
import { NameDialog } from '../../../ui/Dialogs.tsx';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { useBoardUi } from '../model/board-ui.ts';

/** Asks why: whoever finds a shot locked must know whom to ask, and about what. */
export function LockDialog({ model }: { model: EpisodeModel }) {
  const { t } = useLingui();
  const { me } = useStudio();
  const run = useCommand();
  const locking = useBoardUi((ui) => ui.locking);
  const set = useBoardUi((ui) => ui.set);
  const views = locking.flatMap((id) => model.shots.get(id) ?? []);
  const [first] = views;
  if (first === undefined) return null;
  const { number } = first;
  const count = views.length;
  return (
    <NameDialog
      title={count === 1 ? t`Lock shot ${number}` : t`Lock ${plural(count, { one: '# shot', other: '# shots' })}`}
      label={t`Why nobody should change it`}
      action={t`Lock`}
      onClose={() => set({ locking: [] })}
      onSubmit={(reason) => {
        const lock = { personId: me.person.id, name: me.person.name.slice(0, 200), reason: reason.slice(0, 200) };
        run(lockShots, { ids: views.map(({ id }) => id), lock });
      }}
    />
  );
}
