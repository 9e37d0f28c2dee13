import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { RenderView } from '@trashfire/shared/api/contract';
import { creditsText } from '@trashfire/shared/plans/credits';
import { PRESETS } from '@trashfire/shared/render/presets';
import { RotateCcw, X } from 'lucide-react';
import { serverWords } from '../../../i18n/server-words.ts';
import { Button } from '../../../ui/Button.tsx';
import { priceText } from '../../../ui/money.ts';
import { Progress } from '../../../ui/Progress.tsx';
import { useRenderActions } from '../model/use-queue.ts';
import styles from './Queue.module.css';

const STATE_WORDS: Record<RenderView['state'], MessageDescriptor> = {
  open: msg`Rendering`,
  done: msg`Done`,
  failed: msg`Failed`,
  cancelled: msg`Cancelled`,
};

/** One request: what was asked, by whom, how far it is, what it cost so far. */
export function RenderRow({ render, here }: { render: RenderView; here: boolean }) {
  const { t } = useLingui();
  const { cancel, resume } = useRenderActions();
  const { preset, askedBy, episodeTitle, done, total, fromCache } = render;
  const { height, fps } = PRESETS[preset];
  // As it was named where it was asked for.
  const size = t({ message: `${{ height }}p at ${{ fps }}`, comment: 'Lines of the film at frames in a second: 1080p at 24' });
  const charged = creditsText(BigInt(render.charged));
  const price = priceText(render.price);
  const percent = total === 0 ? 0 : (100 * done) / total;
  return (
    <li className={styles.request} data-state={render.state} data-testid="render-row">
      <div className={styles.requestHead}>
        <b>{episodeTitle}</b>
        <span className={styles.meta}>
          {here ? (
            <Trans>
              {size}, asked by {askedBy}
            </Trans>
          ) : (
            <Trans>
              {size}, asked by {askedBy}, another episode
            </Trans>
          )}
        </span>
        <span className={styles.requestEnd}>
          {render.state === 'open' ? (
            <Button size="sm" icon={X} disabled={cancel.isPending} onClick={() => cancel.mutate(render.id)}>
              <Trans>Cancel</Trans>
            </Button>
          ) : null}
          {render.state === 'failed' || render.state === 'cancelled' ? (
            <Button size="sm" icon={RotateCcw} disabled={resume.isPending} onClick={() => resume.mutate(render.id)}>
              <Trans>Resume</Trans>
            </Button>
          ) : null}
        </span>
      </div>
      <Progress percent={percent} tone={render.state === 'open' ? 'live' : 'plain'} label={t`Request for ${episodeTitle}`} />
      <p className={styles.meta}>
        {[
          t(STATE_WORDS[render.state]),
          t`${done} of ${total}`,
          ...(fromCache > 0 ? [t`${fromCache} from cache`] : []),
          t({
            message: `${charged} of ${price} charged`,
            comment: 'charged is a number, price a number with its unit: 2 of 3.5 credits',
          }),
        ].join(' · ')}
      </p>
      {render.reason === null ? null : <p className={styles.reason}>{serverWords(render.reason)}</p>}
    </li>
  );
}
