import { Trans, useLingui } from '@lingui/react/macro';
import { can } from '@trashfire/shared/access/roles';
import type { DrawingSubject, DrawingsView } from '@trashfire/shared/api/gallery-contract';
import { Check, Sparkle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { errorWords, serverWords } from '../../../i18n/server-words.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Price } from '../../../ui/Price.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';
import { progressOf, useDrawings } from '../model/use-drawings.ts';
import styles from './Page.module.css';

interface DrawnSheetProps {
  title: string;
  /** What these drawings are, and what they are not. */
  note: ReactNode;
  subject: DrawingSubject;
  /** Changes when the subject looks different. */
  looks: string;
  /** On the button that has them drawn. */
  action: string;
  nameOf: (view: string) => string;
  /** Left out where a drawing is only looked at. */
  onPick?: ((view: string) => void) | undefined;
  /** Which of them is in use now. */
  picked?: string | null;
  actions?: ReactNode;
}

/** Drawings of one subject: what they cost before the click, how far they are, and each of them once it is there. */
export function DrawnSheet(props: DrawnSheetProps) {
  const { title, note, subject, looks, action, nameOf, onPick, picked = null, actions } = props;
  const { t } = useLingui();
  const { me } = useStudio();
  const { view, error, ask, asking } = useDrawings(subject, looks);
  const progress = view === null ? null : progressOf(view);
  const wanted = progress !== null && (progress.missing > 0 || progress.failed > 0);
  const [done, total] = [progress?.done ?? 0, progress?.total ?? 0];
  return (
    <section aria-label={title} className={styles.section}>
      <h3 className={styles.title}>
        {title}
        <span className={styles.space} />
        {actions}
        {view !== null && wanted && can(me.role, 'render.request') ? (
          <Button variant="generate" icon={Sparkle} price={<Price micros={view.price} />} disabled={asking} onClick={ask}>
            {progress.failed > 0 ? <Trans>Draw again what failed</Trans> : action}
          </Button>
        ) : null}
      </h3>
      <p className={styles.meta}>{note}</p>
      {error ? (
        <p className={styles.problem} role="alert">
          {errorWords(error)}
        </p>
      ) : null}
      {progress?.open ? (
        <div className={styles.progress}>
          <Progress percent={progress.percent} label={t`Drawing: ${title}`} />
          <span className="mono" role="status">{t`${done} of ${total} drawn`}</span>
        </div>
      ) : null}
      {view === null || progress === null || progress.missing === total ? null : (
        <ul className={styles.sheet}>
          {view.drawings.map((drawing) => (
            <DrawingCell
              key={drawing.revision}
              drawing={drawing}
              name={nameOf(drawing.view)}
              picked={drawing.view === picked}
              onPick={onPick}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface DrawingCellProps {
  drawing: DrawingsView['drawings'][number];
  name: string;
  picked: boolean;
  onPick?: ((view: string) => void) | undefined;
}

function DrawingCell({ drawing, name, picked, onPick }: DrawingCellProps) {
  const { t } = useLingui();
  const { hash, state, reason, view } = drawing;
  const url = useAssetUrl(hash);
  const waits = state === 'waiting' || state === 'queued' || state === 'running';
  return (
    <li className={styles.drawing} data-state={state}>
      <span className={cx(styles.thumb, picked && styles.isPicked)}>
        {url ? <img src={url} alt={name} loading="lazy" draggable={false} /> : null}
        {waits ? <span className={styles.waits}>{state === 'running' ? t`Drawing` : t`Queued`}</span> : null}
        {state === 'failed' ? (
          <span className={styles.problem}>{reason === null ? t`It could not be drawn.` : serverWords(reason)}</span>
        ) : null}
      </span>
      <span className={styles.drawingWords}>
        <span className="ellipsis">{name}</span>
        {onPick && hash !== null ? (
          picked ? (
            <span className={styles.inUse}>
              <Trans>In use</Trans>
            </span>
          ) : (
            <Button size="sm" variant="soft" icon={Check} aria-label={t`Use ${name}`} onClick={() => onPick(view)}>
              <Trans comment="A button: takes this one of several pictures">Use</Trans>
            </Button>
          )
        ) : null}
      </span>
    </li>
  );
}
