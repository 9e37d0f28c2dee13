import { useLingui } from '@lingui/react/macro';
import { PRESETS } from '@trashfire/shared/render/presets';
import { priceText } from '../../../ui/money.ts';
import { secondsText } from '../../../ui/timecode.ts';
import type { TakeItem } from '../model/items.ts';
import { kindWords } from '../model/kind-words.ts';
import { whenText } from '../model/when-text.ts';
import styles from './Page.module.css';

/** What a take was made from, for what, when and for whom. */
export function TakeFacts({ item: { take } }: { item: TakeItem }) {
  const { t } = useLingui();
  const kind = kindWords(take.kind);
  const { width, height } = PRESETS[take.preset];
  const film = take.kind === 'shot';
  const rows: [string, string][] = [
    [t`Kind`, kind ? t(kind) : ''],
    [t`Revision`, take.revision.slice(0, 12)],
    ...(film
      ? ([
          [t`Preset`, `${take.preset}, ${width}×${height}`],
          [t`Length`, secondsText(take.frames, take.fps)],
        ] satisfies [string, string][])
      : []),
    [t`Price`, priceText(take.price)],
    [t`Made`, whenText(take.at)],
    [t`Asked for by`, take.by?.name ?? t`the studio, by itself`],
    ...(take.seed === null ? [] : [[t`Seed`, String(take.seed)] satisfies [string, string]]),
  ];
  return (
    <dl className={styles.takeFacts}>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
