/**
 * What is to be written of a field that began with a text; null where nobody typed anything else. Compared with what it began with
 * and not with what stands there by now: whoever only looked into the field must not put back what others changed meanwhile.
 */
export function typedOver(began: string, text: string): string | null {
  return text.trim() === began.trim() ? null : text;
}
