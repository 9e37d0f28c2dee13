import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { TriangleAlert } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { priceText } from '../../../ui/money.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useCut } from '../../studio/model/use-plan.ts';
import { priceOf, secondsOf, updateScope, usePlanQuery, useRequestRender } from '../model/use-render.ts';
import { useStale } from '../model/use-stale.ts';
import styles from './Render.module.css';

/** How far an edit reaches: how many shots, whose edit, how long, what it costs; and the one click that catches up. */
export function BlastChip() {
  const { t, i18n } = useLingui();
  const stale = useStale();
  const count = stale.shotIds.length;
  // What is watched is brought up to date, at the size it is watched at.
  const { preset } = useCut();
  const plan = usePlanQuery(preset, `stale:${stale.state}`, count > 0);
  const request = useRequestRender();
  const set = useSelection((state) => state.set);
  if (count === 0) return null;
  const names = [...stale.authors, ...(stale.others && stale.authors.length > 0 ? [t`others`] : [])];
  const author = new Intl.ListFormat(i18n.locale, { type: 'conjunction' }).format(names);
  const seconds = plan.data ? Math.max(1, Math.round(secondsOf(plan.data, stale.shotIds))) : 0;
  const cost = plan.data ? ` · ${t`${seconds} s`} · ${priceText(priceOf(plan.data, stale.shotIds))}` : '';
  const update = () => {
    if (!plan.data) return;
    set({ watchFrom: stale.from });
    request.mutate({ plan: plan.data, ...updateScope(plan.data, stale.shotIds) });
  };
  return (
    <div className={styles.blast} role="status" data-testid="blast-chip">
      <Icon of={TriangleAlert} size={14} />
      <span className={styles.blastText}>
        {author === ''
          ? t({
              message: plural(count, { one: '# shot stale', other: '# shots stale' }),
              comment: 'stale: made before the script or the board changed',
            })
          : t({
              message: plural(count, { one: `# shot stale by ${author}`, other: `# shots stale by ${author}` }),
              comment: 'stale: made before the script or the board changed',
            })}
        {cost}
      </span>
      <Button size="sm" disabled={!plan.data || request.isPending} onClick={update}>
        <Trans comment="A button: makes stale shots again">Update</Trans>
      </Button>
    </div>
  );
}
