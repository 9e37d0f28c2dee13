import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { BREAK_DOWN } from '@trashfire/shared/api/asks';
import { LayoutGrid, PenLine } from 'lucide-react';
import { useNavigate } from 'react-router';
import { Button } from '../../../ui/Button.tsx';
import { usePostChat } from '../../chat/model/use-chat.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import styles from './Render.module.css';

/** What has to be there before anything can be generated, and the one click that gets it there. */
export function NoShotsYet({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const { episode } = useStudio();
  const scenes = useEpisodeModel().scenes.length;
  const ask = usePostChat(episode.id);
  const navigate = useNavigate();
  const go = (room: string) => {
    onDone();
    void navigate(`/episodes/${episode.id}/${room}`);
  };
  const board = () => ask.mutate({ text: BREAK_DOWN, ask: true }, { onSuccess: () => go('storyboard') });
  return (
    <>
      <h2 className={styles.sheetTitle}>
        <Trans>There are no shots yet</Trans>
      </h2>
      <p className={styles.sheetText}>
        {scenes === 0
          ? t`A picture is made of shots, and shots of a scene. Write one first, with a line such as INT. KITCHEN - DAY.`
          : t`A picture is made of shots. Ember can break ${plural(scenes, { one: 'the scene', other: 'the # scenes' })} down into shots, free of charge; what you change afterwards stays.`}
      </p>
      <div className={styles.sheetActions}>
        {scenes === 0 ? (
          <Button icon={PenLine} onClick={() => go('script')}>
            <Trans>Go to the script</Trans>
          </Button>
        ) : (
          <Button variant="primary" icon={LayoutGrid} disabled={ask.isPending} onClick={board}>
            {ask.isPending ? t`Asking Ember` : t`Board it first`}
          </Button>
        )}
      </div>
    </>
  );
}
