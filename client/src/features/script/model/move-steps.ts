import type { MoveArgs, Moved } from '@trashfire/shared/document/commands/move-scene';
import { AppError } from '@trashfire/shared/errors/app-error';
import type { UndoManager } from 'yjs';
import type { z } from 'zod';
import { peersOf } from '../../../collab/presence.ts';
import { LATER, takenBackBy, type Way } from './reversals.ts';

interface Mover {
  readonly session: {
    readonly status: { readonly connection: string };
    readonly awareness: { readonly clientID: number; getStates(): ReadonlyMap<number, unknown> };
  };
  /** Runs the command that moves. @returns where it stood before; undefined where nothing was moved. @throws AppError as the command does. */
  readonly move: (args: z.infer<typeof MoveArgs>) => Moved | undefined;
  /** Told when nothing can be moved because the studio is away. */
  readonly onAway: () => void;
  /** Told why the command refused. Of what can never be taken back the undo stack tells by itself. */
  readonly onRefused: (error: unknown) => void;
}

/**
 * Moves something of the script, as a step that is taken back by moving again. Only while the studio is there, also when it is
 * taken back: what others type in it meanwhile comes along as long as they are there to hear of the move.
 * @returns whether it was moved.
 */
export function moveWithWayBack(undo: UndoManager, mover: Mover, { id, before }: { id: string; before: string | null }): boolean {
  const { session, move, onAway, onRefused } = mover;
  const step = (to: string | null, clips?: Moved['clips']): ReturnType<Way> => {
    if (session.status.connection !== 'online') {
      onAway();
      return LATER;
    }
    // Asked at each step: who takes a move back does so among others than those who were there when it was made.
    const scenes = peersOf(session.awareness.getStates(), session.awareness.clientID).map(({ place }) => place?.sceneId);
    const busy = [...new Set(scenes.filter((scene) => scene != null))];
    const moved = move({ id, before: to, busy, clips });
    return moved === undefined ? null : () => stepBack(moved);
  };
  /** A lock says wait: the step stays until it is gone. What it moved may be gone for good, and then the step is too. */
  const stepBack = (moved: Moved): ReturnType<Way> => {
    try {
      return step(moved.before, moved.clips);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code !== 'conflict') return null;
      onRefused(error);
      return LATER;
    }
  };
  const begin = (): ReturnType<Way> => {
    try {
      return step(before);
    } catch (error) {
      onRefused(error);
      return null;
    }
  };
  const back = begin();
  if (typeof back !== 'function') return false;
  takenBackBy(undo, back);
  return true;
}
