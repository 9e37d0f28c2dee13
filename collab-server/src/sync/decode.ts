import { LIMITS } from '@trashfire/shared/realtime/limits';
import {
  LABEL_LENGTH,
  MESSAGE_AWARENESS,
  MESSAGE_LABEL,
  MESSAGE_MARKER,
  MESSAGE_QUERY_AWARENESS,
  MESSAGE_SYNC,
  SYNC_STEP_1,
  SYNC_STEP_2,
  SYNC_UPDATE,
} from '@trashfire/shared/realtime/protocol';
import * as decoding from 'lib0/decoding';

export interface AwarenessEntry {
  clientId: number;
  clock: number;
  /** JSON of the state in UTF-8, as it stands in the frame; `null` means it left. Most are echoes nobody reads, so it is not even decoded here. */
  json: Uint8Array;
}

export interface LabelFrame {
  runId: string | null;
  step: number | null;
  /** Empty when the next update is not to be written once. */
  writeKey: string;
}

/** One message of a client (y-websocket's and ours, see shared/realtime/protocol). */
export type ClientFrame =
  | { type: 'step1'; stateVector: Uint8Array }
  | { type: 'step2'; update: Uint8Array }
  | { type: 'update'; update: Uint8Array }
  | { type: 'awareness'; entries: AwarenessEntry[] }
  | { type: 'queryAwareness' }
  | { type: 'marker'; n: number }
  | ({ type: 'label' } & LabelFrame);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MAX_STEP = 2 ** 31 - 1;

/** A frame nobody following the protocol sends. */
export class MalformedFrame extends Error {
  override readonly name = 'MalformedFrame';
}

/**
 * Decodes one WebSocket message strictly: unknown types, bytes left over and lengths past the end are refused. y-protocols'
 * own reader is not used, since it applies what it reads and swallows what Yjs throws (facts: sync §2).
 * @throws MalformedFrame
 */
export function decodeFrame(bytes: Uint8Array): ClientFrame {
  const decoder = decoding.createDecoder(bytes);
  try {
    const frame = readFrame(decoder);
    if (decoding.hasContent(decoder)) throw new MalformedFrame('bytes after the end of the message');
    return frame;
  } catch (error) {
    throw error instanceof MalformedFrame ? error : new MalformedFrame('unreadable message', { cause: error });
  }
}

function readFrame(decoder: decoding.Decoder): ClientFrame {
  const type = decoding.readVarUint(decoder);
  switch (type) {
    case MESSAGE_SYNC:
      return readSync(decoder);
    case MESSAGE_AWARENESS:
      return { type: 'awareness', entries: readAwareness(decoding.readVarUint8Array(decoder)) };
    case MESSAGE_QUERY_AWARENESS:
      return { type: 'queryAwareness' };
    case MESSAGE_MARKER:
      return { type: 'marker', n: decoding.readVarUint(decoder) };
    case MESSAGE_LABEL:
      return { type: 'label', ...readLabel(decoder) };
    default:
      throw new MalformedFrame(`unknown message type ${type}`);
  }
}

function readSync(decoder: decoding.Decoder): ClientFrame {
  const step = decoding.readVarUint(decoder);
  const payload = decoding.readVarUint8Array(decoder);
  switch (step) {
    case SYNC_STEP_1:
      return { type: 'step1', stateVector: payload };
    case SYNC_STEP_2:
      return { type: 'step2', update: payload };
    case SYNC_UPDATE:
      return { type: 'update', update: payload };
    default:
      throw new MalformedFrame(`unknown sync step ${step}`);
  }
}

function readLabel(decoder: decoding.Decoder): LabelFrame {
  const runId = decoding.readVarString(decoder);
  const step = decoding.readVarUint(decoder);
  const writeKey = decoding.readVarString(decoder);
  if (runId !== '' && !UUID.test(runId)) throw new MalformedFrame('run id is not a uuid');
  if (writeKey.length > LABEL_LENGTH || step > MAX_STEP) throw new MalformedFrame('label out of bounds');
  return { runId: runId || null, step: step === 0 ? null : step - 1, writeKey };
}

function readAwareness(bytes: Uint8Array): AwarenessEntry[] {
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  // An entry takes at least three bytes: a larger count lies, and must not make us allocate.
  if (count * 3 > bytes.length) throw new MalformedFrame('awareness count past the end');
  if (count > LIMITS.awarenessEntries) throw new MalformedFrame('more awareness states than the limit');
  const entries: AwarenessEntry[] = [];
  for (let i = 0; i < count; i++) {
    entries.push({
      clientId: decoding.readVarUint(decoder),
      clock: decoding.readVarUint(decoder),
      json: decoding.readVarUint8Array(decoder),
    });
  }
  if (decoding.hasContent(decoder)) throw new MalformedFrame('bytes after the awareness states');
  return entries;
}
