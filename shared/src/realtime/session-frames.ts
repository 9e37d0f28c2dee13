import * as encoding from 'lib0/encoding';
import { MESSAGE_LABEL, MESSAGE_MARKER, MESSAGE_QUERY_AWARENESS } from './protocol.ts';

/** What an agent's or service's edits are part of: the log row of each says so. */
export interface EditLabel {
  /** A uuid. */
  runId?: string | undefined;
  step?: number | undefined;
}

/** A change that is to be made once, however often its job is retried. */
export interface KeyedWrite {
  writeKey: string;
  answer: (written: boolean) => void;
  /** The change goes out under its key now; before that the key is only asked for. */
  writing: boolean;
}

/** `[MESSAGE_MARKER][n]`: everything sent before it is batch `n`. */
export function encodeMarker(n: number): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_MARKER);
  encoding.writeVarUint(encoder, n);
  return encoding.toUint8Array(encoder);
}

/** @param writeKey empty unless the next update is to be written once. */
export function encodeLabel(label: EditLabel, writeKey: string): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_LABEL);
  encoding.writeVarString(encoder, label.runId ?? '');
  encoding.writeVarUint(encoder, label.step === undefined ? 0 : label.step + 1);
  encoding.writeVarString(encoder, writeKey);
  return encoding.toUint8Array(encoder);
}

/** Asks who is here, which the server always answers: a sign of life from a line that fell silent. */
export const PROBE_FRAME = Uint8Array.of(MESSAGE_QUERY_AWARENESS);
