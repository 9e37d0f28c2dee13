import type { MoveArgs, Moved } from '@trashfire/shared/document/commands/move-scene';
import type { UndoManager } from 'yjs';
import type { z } from 'zod';
import { peersOf } from '../../../collab/presence.ts';
import { LATER, takenBackBy, type Way } from './reversals.ts';

interface Mover {
  readonly session: {
    readonly status: { readonly connection: string };
    readonly awareness: { readonly clientID: number; getStates(): ReadonlyMap<number, unknown> };
  };
  /** Runs the command that moves. @returns where it stood before; undefined or null where nothing was moved. */
  readonly move: (args: z.infer<typeof MoveArgs>) => Moved | undefined | null;
  /** Told when nothing can be moved because the studio is away. */
  readonly onAway: () => void;
}

/**
 * Moves something of the script, as a step that is taken back by moving again. Only while the studio is there, also when it is
 * taken back: what others type in it meanwhile comes along as long as they are there to hear of the move.
 * @returns whether it was moved.
 */
export function moveWithWayBack(undo: UndoManager, mover: Mover, { id, before }: { id: string; before: string | null }): boolean {
  const step = (to: string | null, clips?: Moved['clips']): ReturnType<Way> => {
    const { session, move, onAway } = mover;
    if (session.status.connection !== 'online') {
      onAway();
      return LATER;
    }
    // Asked at each step: who takes a move back does so among others than those who were there when it was made.
    const scenes = peersOf(session.awareness.getStates(), session.awareness.clientID).map(({ place }) => place?.sceneId);
    const busy = [...new Set(scenes.filter((scene) => scene != null))];
    const moved = move({ id, before: to, busy, clips });
    return moved == null ? null : () => step(moved.before, moved.clips);
  };
  const back = step(before);
  if (typeof back !== 'function') return false;
  takenBackBy(undo, back);
  return true;
}
