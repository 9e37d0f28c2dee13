import { isId } from '@trashfire/shared/ids';

/**
 * How a log may call something whose name a client chose: an id as it is, of anything else the length alone. A key, a node's
 * or a mark's name can hold people's words (R3).
 */
export function logName(name: string): string {
  const { length } = name;
  return isId(name) ? name : `(a name of ${length} characters)`;
}
