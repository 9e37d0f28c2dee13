import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { type GalleryTab, useGalleryUi } from '../model/gallery-ui.ts';
import { EVERYTHING } from '../model/query.ts';

/** Said where the filters leave nothing. */
export function NothingFits({ tab }: { tab: GalleryTab }) {
  const { t } = useLingui();
  const ask = useGalleryUi((ui) => ui.ask);
  const { sort: _, ...everything } = EVERYTHING;
  return (
    <EmptyState
      title={t`Nothing fits`}
      actions={
        <Button onClick={() => ask(tab, everything)}>
          <Trans>Show everything</Trans>
        </Button>
      }
    >
      <Trans>No card has all that you look for. Ask for less.</Trans>
    </EmptyState>
  );
}
