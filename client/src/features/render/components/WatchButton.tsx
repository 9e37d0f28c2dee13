import { Play } from 'lucide-react';
import { useNavigate } from 'react-router';
import { Button } from '../../../ui/Button.tsx';
import { useStudio } from '../../studio/model/studio-context.ts';

/** Opens the timeline and plays. */
export function WatchButton({ onDone }: { onDone: () => void }) {
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
      Watch
    </Button>
  );
}
