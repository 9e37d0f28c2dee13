import { ID_PATTERN } from '../ids.ts';

/** What an answer may point at. */
export const CITED = ['scene', 'shot', 'line'] as const;
export type CitedKind = (typeof CITED)[number];

export interface Citation {
  readonly kind: CitedKind;
  readonly id: string;
}

/**
 * A place in the episode as answers write it: a Markdown link such as `[scene 3](scene:0123456789AB)`. It is by id, so it is
 * right after scenes and shots have moved, and still reads as words where nobody makes a link of it.
 */
export function cite(kind: CitedKind, id: string, label: string): string {
  return `[${plainMarkdown(label)}](${kind}:${id})`;
}

/** @returns what a link points at inside the episode, or null for a link that is none of ours. */
export function readCitation(href: string): Citation | null {
  const [, kind = '', id = ''] = /^([a-z]+):([0-9A-Z]{12})$/.exec(href) ?? [];
  const known = CITED.find((one) => one === kind);
  return known !== undefined && ID_PATTERN.test(id) ? { kind: known, id } : null;
}

/** Text that stands in Markdown as it is: what people named is never taken for a mark. */
export function plainMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#~|]/g, '\\$&');
}
