import { TakesCursor } from '@trashfire/shared/api/gallery-contract';
import { parseDocumentName } from '@trashfire/shared/document/names';
import { AppError } from '@trashfire/shared/errors/app-error';
import { isId } from '@trashfire/shared/ids';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** Shape of each path parameter of the route table. */
const SHAPES: Readonly<Record<string, (value: string) => boolean>> = {
  seriesId: isId,
  episodeId: isId,
  entryId: isId,
  renderId: (value) => UUID.test(value),
  runId: (value) => UUID.test(value),
  threadId: (value) => UUID.test(value),
  commentId: (value) => UUID.test(value),
  messageId: (value) => UUID.test(value),
  versionId: (value) => UUID.test(value),
  document: (value) => parseDocumentName(value) !== null,
  hash: (value) => SHA256.test(value),
  cursor: (value) => TakesCursor.safeParse(value).success,
};

/**
 * Checks the parameters of a path.
 * @throws AppError not-found for a value that cannot be an id: what is not an id names nothing. TypeError for a parameter this table does not know.
 */
export function checkParams(params: Readonly<Record<string, unknown>>): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(params)) {
    const fits = SHAPES[name];
    if (fits === undefined) throw new TypeError(`The path parameter "${name}" has no shape in http/params.ts.`);
    if (typeof value !== 'string' || !fits(value)) throw new AppError('not-found');
    checked[name] = value;
  }
  return checked;
}
