import {
  MESSAGE_AWARENESS,
  MESSAGE_DURABLE,
  MESSAGE_LABELLED,
  MESSAGE_NACK,
  MESSAGE_SYNC,
  MESSAGE_WELCOME,
  SYNC_STEP_1,
  SYNC_STEP_2,
  SYNC_UPDATE,
} from '@trashfire/shared/realtime/protocol';
import * as encoding from 'lib0/encoding';

/** y-protocols' auth message, `[2][0 permission denied][reason]`: what a stock client understands of a refusal. */
const MESSAGE_AUTH = 2;

function frame(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}

function sync(step: number, payload: Uint8Array): Uint8Array {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_SYNC);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

/** `[0][0][state vector]`: asks for what the sender lacks. */
export const encodeStep1 = (stateVector: Uint8Array): Uint8Array => sync(SYNC_STEP_1, stateVector);
/** `[0][1][update]`: the answer to a step 1. */
export const encodeStep2 = (update: Uint8Array): Uint8Array => sync(SYNC_STEP_2, update);
/** `[0][2][update]`: one or more edits, merged. */
export const encodeUpdate = (update: Uint8Array): Uint8Array => sync(SYNC_UPDATE, update);

/** @param n varUint of the marker that is now committed. */
export function encodeDurable(n: number): Uint8Array {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_DURABLE);
    encoding.writeVarUint(encoder, n);
  });
}

/** @param code of an AppError. @param words for people. */
export function encodeNack(code: string, words: string): Uint8Array {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_NACK);
    encoding.writeVarString(encoder, code);
    encoding.writeVarString(encoder, words);
  });
}

/** @param written whether that key is in the log already, so the work is done. */
export function encodeLabelled(writeKey: string, written: boolean): Uint8Array {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_LABELLED);
    encoding.writeVarString(encoder, writeKey);
    encoding.writeVarUint(encoder, written ? 1 : 0);
  });
}

/** @param epoch of the document; the client sends it back when it connects again. */
export function encodeWelcome(canWrite: boolean, epoch: number): Uint8Array {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_WELCOME);
    encoding.writeVarUint(encoder, canWrite ? 1 : 0);
    encoding.writeVarUint(encoder, epoch);
  });
}

/** @param reason in words for people. */
export function encodePermissionDenied(reason: string): Uint8Array {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_AUTH);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, reason);
  });
}

/** One state as it stands inside an awareness frame. */
export function encodeAwarenessEntry(clientId: number, clock: number, json: string): Uint8Array {
  return frame((encoder) => {
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, json);
  });
}

/** @param entries made by {@link encodeAwarenessEntry}; copied, never encoded again. */
export function encodeAwareness(entries: readonly Uint8Array[]): Uint8Array {
  const states = frame((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const entry of entries) encoding.writeUint8Array(encoder, entry);
  });
  return frame((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_AWARENESS);
    encoding.writeVarUint8Array(encoder, states);
  });
}

/** Awareness without states: a stock client reconnects after 30 s without a message, and pings do not count (facts: sync §2). */
export const KEEP_ALIVE_FRAME = encodeAwareness([]);
