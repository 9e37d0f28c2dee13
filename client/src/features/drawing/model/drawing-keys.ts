import { TONES } from './drawing.ts';

export type DrawingKey =
  | { readonly does: 'tool'; readonly tool: 'pen' | 'marker' | 'eraser' }
  | { readonly does: 'tone'; readonly at: number }
  | { readonly does: 'size'; readonly by: 1 | -1 }
  | { readonly does: 'undo' | 'redo' | 'use' | 'down' }
  | { readonly does: 'move'; readonly x: number; readonly y: number };

/** How far an arrow moves the pen over the paper, in px; with Shift further. */
const STEP = 8;
const LEAP = 48;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** What a key does on the paper, as in the programs people draw boards with; null for none. */
export function drawingKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): DrawingKey | null {
  if (altKey) return null;
  const letter = key.toLowerCase();
  if (ctrlKey || metaKey) {
    if (letter === 'z') return { does: shiftKey ? 'redo' : 'undo' };
    if (letter === 'y') return { does: 'redo' };
    return key === 'Enter' ? { does: 'use' } : null;
  }
  const arrow = ARROWS[key];
  if (arrow !== undefined) {
    const far = shiftKey ? LEAP : STEP;
    return { does: 'move', x: arrow[0] * far, y: arrow[1] * far };
  }
  if (letter === 'b' || letter === 'p') return { does: 'tool', tool: 'pen' };
  if (letter === 'm') return { does: 'tool', tool: 'marker' };
  if (letter === 'e') return { does: 'tool', tool: 'eraser' };
  if (key === '[') return { does: 'size', by: -1 };
  if (key === ']') return { does: 'size', by: 1 };
  if (key === ' ') return { does: 'down' };
  const tone = Number(key) - 1;
  return key.length === 1 && tone >= 0 && tone < TONES.length ? { does: 'tone', at: tone } : null;
}
