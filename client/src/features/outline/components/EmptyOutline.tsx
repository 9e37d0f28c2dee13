import { Trans, useLingui } from '@lingui/react/macro';
import { PenLine, Plus } from 'lucide-react';
import { useNavigate } from 'react-router';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';

/** Neither sections nor scenes yet: two ways to begin. */
export function EmptyOutline({ onAct }: { onAct: () => void }) {
  const { t } = useLingui();
  const { episode, writable } = useStudio();
  const navigate = useNavigate();
  return (
    <EmptyState
      title={t`Nothing is outlined yet`}
      actions={
        writable ? (
          <>
            <Button icon={Plus} variant="primary" onClick={onAct}>
              <Trans>Begin with an act</Trans>
            </Button>
            <Button icon={PenLine} onClick={() => void navigate(`/episodes/${episode.id}/script`)}>
              <Trans>Write in the script</Trans>
            </Button>
          </>
        ) : null
      }
    >
      <Trans>
        An act holds sequences, a sequence beats, and each of them its scenes. They are the sections of the script, and every
        scene written there has its card here. Dragging a card moves its scenes.
      </Trans>
    </EmptyState>
  );
}
