import { Trans } from '@lingui/react/macro';
import { PRESETS, type PresetName } from '@trashfire/shared/render/presets';
import { Play } from 'lucide-react';
import { useNavigate } from 'react-router';
import { Button } from '../../../ui/Button.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';

/** Opens the timeline and plays the newest cut, which may be of another size than the one about to be asked for. */
export function WatchButton({ preset, onDone }: { preset: PresetName; onDone: () => void }) {
  const { episode } = useStudio();
  const navigate = useNavigate();
  const { height } = PRESETS[preset];
  return (
    <Button
      icon={Play}
      onClick={() => {
        onDone();
        void navigate(`/episodes/${episode.id}/timeline?play=0`);
      }}
    >
      <Trans comment="A button: plays the film of so many lines">Watch {height}p</Trans>
    </Button>
  );
}
