import { useLingui } from '@lingui/react/macro';
import { Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from '../../../ui/Button.tsx';
import { useStudio } from '../model/studio-context.ts';

/** Takes back one's own last edit of board and cut, where there is no keyboard to do it with. */
export function UndoButton() {
  const { t } = useLingui();
  const { undo, writable } = useStudio();
  const [some, setSome] = useState(false);
  useEffect(() => {
    const look = () => setSome(undo.undoStack.length > 0);
    const kinds = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const;
    look();
    for (const kind of kinds) undo.on(kind, look);
    return () => {
      for (const kind of kinds) undo.off(kind, look);
    };
  }, [undo]);
  return (
    <IconButton icon={Undo2} label={t`Undo my last edit`} side="top" disabled={!some || !writable} onClick={() => undo.undo()} />
  );
}
