import { MESSAGE_LABEL, MESSAGE_MARKER, MESSAGE_QUERY_AWARENESS } from '@trashfire/shared/realtime/protocol';
import * as encoding from 'lib0/encoding';

/** Frames only clients send, as one might write them by hand. */
export function encodeMarker(n: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_MARKER);
    encoding.writeVarUint(encoder, n);
  });
}

export function encodeLabel(runId: string, step: number, writeKey: string): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_LABEL);
    encoding.writeVarString(encoder, runId);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarString(encoder, writeKey);
  });
}

export const QUERY_AWARENESS = Uint8Array.of(MESSAGE_QUERY_AWARENESS);
