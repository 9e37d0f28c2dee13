import { LIMITS } from '@trashfire/shared/realtime/limits';
import * as decoding from 'lib0/decoding';
import { KIND, StructWalk, skipBytes, skipNumbers, TYPE } from './struct-walk.ts';

/** lib0's plain values that hold others. */
const ANY_ARRAY = 117;
const ANY_OBJECT = 118;

class TooHeavy extends Error {}

/**
 * Weighs a V1 update by walking over it, without making anything of it. Two bytes are enough for a part, one for a value, and
 * Yjs takes up to a tenth of a millisecond to give a part its place, so a frame far below the limit of bytes could stop a room
 * for half a minute (R7). Honest clients merge neighbouring parts before they send them. Kinds of content that no document of
 * ours has (documents inside documents, embedded objects, binary, lists) are refused here: there is nothing to repair in them.
 * @returns how many parts and values it adds and ranges it deletes; `too heavy` as soon as that is clear.
 * @throws what lib0 throws at the end of the bytes, and RangeError for what is no content of a document.
 */
export function weighUpdate(update: Uint8Array): number | 'too heavy' {
  try {
    return new Scale(decoding.createDecoder(update)).weigh();
  } catch (error) {
    if (error instanceof TooHeavy) return 'too heavy';
    throw error;
  }
}

class Scale extends StructWalk {
  private readonly marks = new Set<string>();
  private added = 0;
  private json = 0;

  weigh(): number {
    this.skipStructs();
    const weight = this.added + this.deletions();
    if (decoding.hasContent(this.decoder)) throw new RangeError('bytes after the end of the update');
    return weight;
  }

  protected override onClients(count: number): void {
    if (count > LIMITS.updateClients) throw new TooHeavy();
  }

  protected override onParts(count: number): void {
    this.added += count;
    if (this.added > LIMITS.updateParts) throw new TooHeavy();
  }

  /** Lengths are of no use here. */
  protected override skipContent(kind: number): number {
    const { decoder } = this;
    if (kind === KIND.deleted) skipNumbers(decoder, 1);
    else if (kind === KIND.string) skipBytes(decoder);
    else if (kind === KIND.format) this.skipFormat();
    else if (kind === KIND.type) this.skipType(decoding.readVarUint(decoder));
    else if (kind === KIND.any) this.skipValues(decoding.readVarUint(decoder), 0, 1);
    else throw new RangeError(`no document holds content ${kind}`);
    return 0;
  }

  protected override skipType(type: number): void {
    if (type === TYPE.xmlElement) skipBytes(this.decoder);
    // Of the shared types a record is a map, a block an element, its words a text.
    else if (type !== TYPE.map && type !== TYPE.xmlText) throw new RangeError(`no document holds type ${type}`);
  }

  private deletions(): number {
    let deleted = 0;
    // An answer to a sync request tells all deletions its client knows of, whoever made them: many clients are no news here.
    for (let blocks = decoding.readVarUint(this.decoder); blocks > 0; blocks--) {
      decoding.readVarUint(this.decoder);
      const ranges = decoding.readVarUint(this.decoder);
      deleted += Math.max(1, ranges);
      if (deleted > LIMITS.updateDeletions) throw new TooHeavy();
      skipNumbers(this.decoder, 2 * ranges);
    }
    return deleted;
  }

  /** A text copies the marks that hold at each of its pieces, so many different ones cost their product with its length. */
  private skipFormat(): void {
    this.marks.add(decoding.readVarString(this.decoder));
    if (this.marks.size > LIMITS.updateMarks) throw new TooHeavy();
    const from = this.decoder.pos;
    skipBytes(this.decoder);
    this.json += this.decoder.pos - from;
    if (this.json > LIMITS.updateJson) throw new TooHeavy();
    const json = this.decoder.arr.subarray(from, this.decoder.pos);
    if (jsonDepth(json) > LIMITS.valueDepth) throw new RangeError('values inside the value of a mark');
  }

  /** @param free how many of them are counted already. */
  private skipValues(count: number, depth: number, free = 0): void {
    // What is read with recursion is written with deeper recursion: the stack would end in the middle of a room's work.
    if (depth > LIMITS.valueDepth) throw new RangeError('values inside values');
    this.onParts(Math.max(0, count - free));
    for (let n = 0; n < count; n++) this.skipValue(depth);
  }

  private skipValue(depth: number): void {
    const { decoder } = this;
    const type = decoder.arr[decoder.pos];
    if (type !== ANY_ARRAY && type !== ANY_OBJECT) {
      decoding.readAny(decoder);
      return;
    }
    decoder.pos++;
    const count = decoding.readVarUint(decoder);
    if (type === ANY_ARRAY) {
      this.skipValues(count, depth + 1);
      return;
    }
    for (let n = 0; n < count; n++) {
      skipBytes(decoder);
      this.skipValues(1, depth + 1);
    }
  }
}

/** @returns how many clients a state vector names. @throws what lib0 throws at the end of the bytes. */
export function stateVectorEntries(stateVector: Uint8Array): number {
  return decoding.readVarUint(decoding.createDecoder(stateVector));
}

/** Moves past what a stored V1 update adds, to where its deletions begin. @throws what lib0 throws at the end of the bytes. */
export function skipStructs(decoder: decoding.Decoder): void {
  new StructWalk(decoder).skipStructs();
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Brackets within brackets; the text may be no JSON at all, which reading it tells. */
function jsonDepth(json: Uint8Array): number {
  let [depth, deepest, quoted] = [0, 0, false];
  for (let i = 0; i < json.length; i++) {
    const byte = json[i];
    if (byte === QUOTE) quoted = !quoted;
    else if (quoted) i += byte === BACKSLASH ? 1 : 0;
    else if (byte === 0x5b || byte === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return deepest;
}
