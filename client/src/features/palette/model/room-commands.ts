import type { MessageDescriptor } from '@lingui/core';
import { create } from 'zustand';

export interface RoomCommand {
  readonly label: MessageDescriptor;
  /** Its key. */
  readonly hint: string;
  readonly run: () => void;
}

interface RoomCommands {
  readonly commands: readonly RoomCommand[];
  set: (patch: Pick<RoomCommands, 'commands'>) => void;
}

/** What the room that is open offers to the palette, for as long as it is. */
export const useRoomCommands = create<RoomCommands>()((set) => ({ commands: [], set }));
