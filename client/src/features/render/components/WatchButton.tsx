import { PRESETS, type PresetName } from '@trashfire/shared/render/presets';
import { Play } from 'lucide-react';
import { useNavigate } from 'react-router';
import { Button } from '../../../ui/Button.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';

/** Opens the timeline and plays the newest cut, which may be of another size than the one about to be asked for. */
export function WatchButton({ preset, onDone }: { preset: PresetName; onDone: () => void }) {
  const { episode } = useStudio();
  const navigate = useNavigate();
  return (
    <Button
      icon={Play}
      onClick={() => {
        onDone();
        void navigate(`/episodes/${episode.id}/timeline?play=0`);
      }}
    >
      Watch {PRESETS[preset].height}p
    </Button>
  );
}
