import { LENSES } from '@trashfire/shared/document/vocabulary';

/** Stands for null in a select. */
export const NO_LENS = 'none';

/** Focal lengths to choose from; one that is in the document and not in the list is among them. @param none what "no lens" is called. */
export function lensOptions(current: number | null, none: string): { value: string; label: string }[] {
  const known = new Set<number>([...LENSES, ...(current === null ? [] : [current])]);
  const lengths = [...known].sort((a, b) => a - b).map((mm) => ({ value: String(mm), label: `${mm} mm` }));
  return [{ value: NO_LENS, label: none }, ...lengths];
}
