/** Less than this is a click with a shaking hand. */
const DRAG_PX = 4;

/**
 * One drag from the press to the release; `T` is what letting go would do. Only a release writes: a gesture the system took over
 * (`pointercancel`) or that Escape gave up leaves everything as it was.
 */
export class Gesture<T> {
  #press: { readonly pointer: number; readonly x: number } | null = null;
  #drag: T | null = null;

  /** A press, in window px. A press that never ended (its clip was deleted meanwhile) is forgotten. */
  begin(pointer: number, x: number): void {
    this.#press = { pointer, x };
    this.#drag = null;
  }

  /** @returns what letting go would do, or null while nothing is dragged. */
  move(pointer: number, x: number, read: (x: number) => T | null): T | null {
    const press = this.#press;
    if (press === null || press.pointer !== pointer) return null;
    if (this.#drag === null && Math.abs(x - press.x) < DRAG_PX) return null;
    this.#drag = read(x) ?? this.#drag;
    return this.#drag;
  }

  /** Lets go. @returns what is to be written, null for a click and after {@link cancel}. */
  drop(pointer: number): T | null {
    if (this.#press?.pointer !== pointer) return null;
    const drag = this.#drag;
    this.cancel();
    return drag;
  }

  cancel(): void {
    this.#press = null;
    this.#drag = null;
  }
}
