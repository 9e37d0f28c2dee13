import * as decoding from 'lib0/decoding';

/** First byte of a struct: what its content is, and which of its fields follow (yjs 13, update format V1). */
const CONTENT = 0x1f;
const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_PARENT_SUB = 0x20;
/** By the number Yjs gives each kind of content. */
export const KIND = {
  gc: 0,
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  document: 9,
  skip: 10,
};
/** By the number Yjs gives each shared type. */
export const TYPE = { map: 1, xmlElement: 3, xmlHook: 5, xmlText: 6 };

/** @param info the first byte of a struct. */
export const kindOf = (info: number): number => info & CONTENT;

/** One struct that was walked over. */
export interface StructSeen {
  clock: number;
  /** In clocks. */
  length: number;
  /** Where its bytes begin. */
  from: number;
  /** A block or a record begins with it. */
  begins: boolean;
  /** Clients of the items it names as neighbours or parent. */
  beside: readonly number[];
}

/** Walks over what a V1 update adds without making anything of it. Throws what lib0 throws at the end of the bytes. */
export class StructWalk {
  protected readonly decoder: decoding.Decoder;
  private beside: number[] = [];
  private begins = false;

  constructor(decoder: decoding.Decoder) {
    this.decoder = decoder;
  }

  /** Moves to where the deletions begin. */
  skipStructs(): void {
    const { decoder } = this;
    const clients = decoding.readVarUint(decoder);
    this.onClients(clients);
    for (let block = 0; block < clients; block++) {
      const structs = decoding.readVarUint(decoder);
      this.onParts(structs);
      const client = decoding.readVarUint(decoder);
      this.skipBlock(client, decoding.readVarUint(decoder), structs);
    }
  }

  /** Told before they are looked at. */
  protected onClients(_count: number): void {}

  protected onParts(_count: number): void {}

  protected onBlock(_client: number, _clock: number): void {}

  /** Told when it was walked over. */
  protected onStruct(_seen: StructSeen): void {}

  /** A struct names an item as its neighbour or parent. */
  protected onName(client: number, _clock: number): void {
    this.beside.push(client);
  }

  /** @returns its length in clocks. */
  protected skipContent(kind: number): number {
    const { decoder } = this;
    switch (kind) {
      case KIND.deleted:
        return decoding.readVarUint(decoder);
      case KIND.json:
        return repeat(decoder, skipBytes);
      case KIND.string:
        return skipString(decoder);
      case KIND.binary:
      case KIND.embed:
        skipBytes(decoder);
        return 1;
      case KIND.format:
        skipBytes(decoder);
        skipBytes(decoder);
        return 1;
      case KIND.type:
        this.skipType(decoding.readVarUint(decoder));
        return 1;
      case KIND.any:
        return repeat(decoder, decoding.readAny);
      case KIND.document:
        skipBytes(decoder);
        decoding.readAny(decoder);
        return 1;
      default:
        throw new RangeError(`unknown content ${kind}`);
    }
  }

  protected skipType(type: number): void {
    if (type === TYPE.xmlElement || type === TYPE.xmlHook) skipBytes(this.decoder);
    this.begins = type === TYPE.xmlElement || type === TYPE.map;
  }

  private skipBlock(client: number, first: number, structs: number): void {
    this.onBlock(client, first);
    let clock = first;
    for (let n = 0; n < structs; n++) {
      const from = this.decoder.pos;
      this.begins = false;
      this.beside = [];
      const length = this.skipStruct();
      this.onStruct({ clock, length, from, begins: this.begins, beside: this.beside });
      clock += length;
    }
  }

  /** @returns its length in clocks. */
  protected skipStruct(): number {
    const { decoder } = this;
    const info = decoding.readUint8(decoder);
    const kind = kindOf(info);
    if (kind === KIND.gc || kind === KIND.skip) return decoding.readVarUint(decoder);
    if (info & HAS_ORIGIN) this.skipId();
    if (info & HAS_RIGHT_ORIGIN) this.skipId();
    if ((info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) === 0) {
      if (decoding.readVarUint(decoder) === 1) skipBytes(decoder);
      else this.skipId();
      if (info & HAS_PARENT_SUB) skipBytes(decoder);
    }
    return this.skipContent(kind);
  }

  private skipId(): void {
    const client = decoding.readVarUint(this.decoder);
    this.onName(client, decoding.readVarUint(this.decoder));
  }
}

function repeat(decoder: decoding.Decoder, skip: (decoder: decoding.Decoder) => unknown): number {
  const count = decoding.readVarUint(decoder);
  for (let n = count; n > 0; n--) skip(decoder);
  return count;
}

export function skipNumbers(decoder: decoding.Decoder, count: number): void {
  for (let n = count; n > 0; n--) decoding.readVarUint(decoder);
}

/** Strings and buffers are written alike: their length in bytes, then the bytes. */
export function skipBytes(decoder: decoding.Decoder): void {
  const length = decoding.readVarUint(decoder);
  if (length > decoder.arr.length - decoder.pos) throw new RangeError('a length past the end');
  decoder.pos += length;
}

/** @returns UTF-16 units: clocks count what JavaScript calls a string's length. */
export function skipString(decoder: decoding.Decoder): number {
  const from = decoder.pos;
  skipBytes(decoder);
  let units = 0;
  for (let at = from + varUintBytes(decoder.arr, from); at < decoder.pos; at++) {
    const byte = decoder.arr[at] ?? 0;
    // A continuation byte counts nothing, the first of four bytes is a pair of surrogates.
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

function varUintBytes(bytes: Uint8Array, from: number): number {
  let length = 1;
  while (((bytes[from + length - 1] ?? 0) & 0x80) !== 0) length++;
  return length;
}
