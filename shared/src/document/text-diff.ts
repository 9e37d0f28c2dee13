/** One edit of a text: at offset `at` of the old text (UTF-16 units), `remove` units go and `insert` comes. */
export interface TextEdit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** Above this many words the middle of a text is replaced whole: the search below is quadratic in what differs. */
const MOST_TOKENS = 2000;
/** Words with their apostrophes, runs of white space, and anything else one character at a time (never half of a surrogate pair). */
const TOKEN = /[\p{L}\p{N}\p{M}_'’]+|\s+|./gsu;

/**
 * The edits that turn one text into another, word by word: what both texts share stays untouched, so what somebody types
 * at the same moment elsewhere in the line survives. Longest common subsequence of words, Myers' greedy algorithm
 * (E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986); each change is then trimmed to characters.
 * @returns edits by rising offset, not overlapping; empty when the texts are equal.
 */
export function diffText(from: string, to: string): TextEdit[] {
  const a: string[] = from.match(TOKEN) ?? [];
  const b: string[] = to.match(TOKEN) ?? [];
  const edits: TextEdit[] = [];
  let at = 0;
  let ai = 0;
  let bi = 0;
  const change = (aEnd: number, bEnd: number) => {
    const removed = a.slice(ai, aEnd).join('');
    const inserted = b.slice(bi, bEnd).join('');
    if (removed !== inserted) edits.push(trimmed(at, removed, inserted));
    at += removed.length;
  };
  for (const [aKept, bKept] of keptTokens(a, b)) {
    if (aKept > ai || bKept > bi) change(aKept, bKept);
    at += a[aKept]?.length ?? 0;
    ai = aKept + 1;
    bi = bKept + 1;
  }
  if (ai < a.length || bi < b.length) change(a.length, b.length);
  return edits;
}

/** Pairs of indexes of the tokens both texts keep, rising in both. */
function keptTokens(a: readonly string[], b: readonly string[]): [number, number][] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const middleA = a.slice(head, a.length - tail);
  const middleB = b.slice(head, b.length - tail);
  const kept: [number, number][] = [];
  for (let i = 0; i < head; i++) kept.push([i, i]);
  if (middleA.length + middleB.length <= MOST_TOKENS) {
    for (const [i, j] of myers(middleA, middleB)) kept.push([i + head, j + head]);
  }
  for (let i = tail; i > 0; i--) kept.push([a.length - i, b.length - i]);
  return kept;
}

function myers(a: readonly string[], b: readonly string[]): [number, number][] {
  const most = a.length + b.length;
  const trace: Int32Array[] = [];
  const furthest = new Int32Array(2 * most + 2);
  for (let d = 0; d <= most; d++) {
    trace.push(furthest.slice());
    for (let k = -d; k <= d; k += 2) {
      let x = stepX(furthest, most, d, k);
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      furthest[most + k] = x;
      if (x >= a.length && x - k >= b.length) return walkBack(trace, most, a.length, b.length);
    }
  }
  return [];
}

/** Where diagonal k begins after d differences: below its neighbour k+1 or right of k-1, whichever reached further. */
function stepX(furthest: Int32Array, most: number, d: number, k: number): number {
  const right = furthest[most + k - 1] ?? 0;
  const down = furthest[most + k + 1] ?? 0;
  return k === -d || (k !== d && right < down) ? down : right + 1;
}

function walkBack(trace: readonly Int32Array[], most: number, aLength: number, bLength: number): [number, number][] {
  const kept: [number, number][] = [];
  let x = aLength;
  let y = bLength;
  for (let d = trace.length - 1; d >= 0; d--) {
    const furthest = trace[d];
    if (furthest === undefined) break;
    const k = x - y;
    const startX = d === 0 ? 0 : stepX(furthest, most, d, k);
    const startY = startX - k;
    while (x > startX && y > startY) kept.push([--x, --y]);
    if (d === 0) break;
    // Back over the one difference that led to this diagonal: down from k+1 keeps x, right from k-1 keeps y.
    const cameDown = k === -d || (k !== d && (furthest[most + k - 1] ?? 0) < (furthest[most + k + 1] ?? 0));
    x = cameDown ? startX : startX - 1;
    y = cameDown ? startY - 1 : startY;
  }
  return kept.reverse();
}

/** Leaves out what a change has in common at its ends, by whole characters. */
function trimmed(at: number, removed: string, inserted: string): TextEdit {
  const a = [...removed];
  const b = [...inserted];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const skipped = a.slice(0, head).join('').length;
  const remove = a.slice(head, a.length - tail).join('').length;
  return { at: at + skipped, remove, insert: b.slice(head, b.length - tail).join('') };
}
