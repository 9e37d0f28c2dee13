import type { RenderView } from '@trashfire/shared/api/contract';
import { creditsText } from '@trashfire/shared/plans/credits';
import { RotateCcw, X } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { priceText } from '../../../ui/money.ts';
import { Progress } from '../../../ui/Progress.tsx';
import { useRenderActions } from '../model/use-queue.ts';
import styles from './Queue.module.css';

const STATE_WORDS: Record<RenderView['state'], string> = {
  open: 'Rendering',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** One request: what was asked, by whom, how far it is, what it cost so far. */
export function RenderRow({ render, here }: { render: RenderView; here: boolean }) {
  const { cancel, resume } = useRenderActions();
  const percent = render.total === 0 ? 0 : (100 * render.done) / render.total;
  return (
    <li className={styles.request} data-state={render.state} data-testid="render-row">
      <div className={styles.requestHead}>
        <b>{render.episodeTitle}</b>
        <span className={styles.meta}>
          {render.preset}, asked by {render.askedBy}
          {here ? '' : ', another episode'}
        </span>
        <span className={styles.requestEnd}>
          {render.state === 'open' ? (
            <Button size="sm" icon={X} disabled={cancel.isPending} onClick={() => cancel.mutate(render.id)}>
              Cancel
            </Button>
          ) : null}
          {render.state === 'failed' || render.state === 'cancelled' ? (
            <Button size="sm" icon={RotateCcw} disabled={resume.isPending} onClick={() => resume.mutate(render.id)}>
              Resume
            </Button>
          ) : null}
        </span>
      </div>
      <Progress
        percent={percent}
        tone={render.state === 'open' ? 'live' : 'plain'}
        label={`Request for ${render.episodeTitle}`}
      />
      <p className={styles.meta}>
        {STATE_WORDS[render.state]} · {render.done} of {render.total}
        {render.fromCache > 0 ? ` · ${render.fromCache} from cache` : ''} · {creditsText(BigInt(render.charged))} of{' '}
        {priceText(render.price)} charged
      </p>
      {render.reason === null ? null : <p className={styles.reason}>{render.reason}</p>}
    </li>
  );
}
