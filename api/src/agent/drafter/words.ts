/** Small, readable word knowledge of the offline drafter. It reads English; anything else simply says nothing to it. */

/** @returns whether any of the words (or phrases) stands in the text as a word of its own. */
export function mentions(text: string, words: readonly string[]): boolean {
  const lower = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  return words.some((word) => lower.includes(` ${word} `));
}

/** Words in any script; an apostrophe is part of one. */
export function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}'’]+/gu)?.length ?? 0;
}

/** First sentence, for titles and synopses. @param most characters. */
export function firstSentence(text: string, most: number): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const end = flat.search(/[.!?…](?:\s|$)/);
  const sentence = end > 0 ? flat.slice(0, end + 1) : flat;
  return sentence.length <= most ? sentence : `${sentence.slice(0, most - 1).trimEnd()}…`;
}
