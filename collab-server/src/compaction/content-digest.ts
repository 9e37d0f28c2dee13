import { createHash, type Hash } from 'node:crypto';
import { createEncoder, toUint8Array, writeAny, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import * as Y from 'yjs';

type SharedType = Y.Doc['share'] extends Map<string, infer T> ? T : never;
type Encodable = Parameters<typeof writeAny>[1];

/** What is not marked as deleted, in document order, and where the next letter's id would be if the run went on. */
interface Walk {
  hash: Hash;
  client: number;
  clock: number;
}

/**
 * A digest of everything a person could see of a document: each root's content in its order, with the id each piece has. Two
 * documents of equal digest hold the same, however Yjs has split it into items.
 */
export function contentDigest(doc: Y.Doc): string {
  const walk: Walk = { hash: createHash('sha256'), client: -1, clock: -1 };
  for (const [name, type] of [...doc.share].sort(byKey)) {
    write(walk, (encoder) => writeVarString(encoder, `root ${name}`));
    ofType(walk, type);
  }
  return walk.hash.digest('hex');
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function write({ hash }: Walk, fill: (encoder: ReturnType<typeof createEncoder>) => void): void {
  const encoder = createEncoder();
  fill(encoder);
  hash.update(toUint8Array(encoder));
}

function ofType(walk: Walk, type: SharedType): void {
  for (let item = type._start; item !== null; item = item.right) if (!item.deleted) ofItem(walk, item);
  for (const [key, item] of [...type._map].sort(byKey)) {
    if (item.deleted) continue;
    write(walk, (encoder) => writeVarString(encoder, `key ${key}`));
    ofItem(walk, item);
  }
  write(walk, (encoder) => writeVarString(encoder, 'end'));
  walk.client = -1;
}

function ofItem(walk: Walk, { id, length, content }: Y.Item): void {
  if (walk.client !== id.client || walk.clock !== id.clock) {
    write(walk, (encoder) => {
      writeVarUint(encoder, id.client);
      writeVarUint(encoder, id.clock);
    });
  }
  walk.client = id.client;
  walk.clock = id.clock + length;
  ofContent(walk, content);
}

function ofContent(walk: Walk, content: Y.Item['content']): void {
  if (content instanceof Y.ContentString) walk.hash.update(content.str, 'utf16le');
  else if (content instanceof Y.ContentType) {
    const { type } = content;
    write(walk, (encoder) => writeVarString(encoder, `type ${type.constructor.name} ${nodeName(type)}`));
    ofType(walk, type);
  } else if (content instanceof Y.ContentFormat) {
    write(walk, (encoder) => writeVarString(encoder, `format ${content.key}`));
    write(walk, (encoder) => writeAny(encoder, content.value as Encodable));
  } else if (content instanceof Y.ContentBinary) {
    write(walk, (encoder) => writeVarUint8Array(encoder, content.content));
  } else if (content instanceof Y.ContentDoc) {
    write(walk, (encoder) => writeVarString(encoder, `document ${content.doc.guid}`));
  } else {
    for (const value of content.getContent()) write(walk, (encoder) => writeAny(encoder, value as Encodable));
  }
}

function nodeName(type: SharedType): string {
  return type instanceof Y.XmlElement ? type.nodeName : '';
}
