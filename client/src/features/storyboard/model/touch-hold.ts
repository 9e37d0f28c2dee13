/** A finger that lies so long takes hold of what is under it; sooner it scrolls or taps. */
export const HOLD_MS = 350;
/** A finger is never still. */
const STILL_PX = 10;

/** What a touch is by now: undecided, of the page (it scrolls or taps), or a hold that drags. */
type HoldState = 'waiting' | 'page' | 'held';

/**
 * One finger from its touch to its release, where the page scrolls under a moving finger and a card is dragged by one that lay
 * still first. Pure: whoever uses it brings the clock.
 */
export class TouchHold {
  #state: HoldState = 'waiting';
  readonly #x: number;
  readonly #y: number;

  constructor(x: number, y: number) {
    this.#x = x;
    this.#y = y;
  }

  get state(): HoldState {
    return this.#state;
  }

  /** {@link HOLD_MS} have passed. @returns whether the finger has hold of it now. */
  ripen(): boolean {
    if (this.#state === 'waiting') this.#state = 'held';
    return this.#state === 'held';
  }

  /** @returns whether the move is a drag, and the page must not scroll. */
  move(x: number, y: number): boolean {
    if (this.#state === 'waiting' && Math.hypot(x - this.#x, y - this.#y) > STILL_PX) this.#state = 'page';
    return this.#state === 'held';
  }

  /** A second finger: what follows is a pinch. */
  giveUp(): void {
    this.#state = 'page';
  }
}

/** px from the upper or lower edge of the board where a held card scrolls it. */
const EDGE_PX = 72;
const FASTEST_PX = 14;

/** How far the board scrolls in a frame while a card is held at `y`; faster nearer to the edge. */
export function edgeScroll(y: number, { top, bottom }: { top: number; bottom: number }): number {
  const over = y < top + EDGE_PX ? y - top - EDGE_PX : y > bottom - EDGE_PX ? y - bottom + EDGE_PX : 0;
  return Math.sign(over) * Math.min(FASTEST_PX, Math.ceil((Math.abs(over) / EDGE_PX) * FASTEST_PX));
}
