import { type RefObject, useEffect, useRef } from 'react';
import type { EpisodeModel } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { dropPlace, type Place } from './board-order.ts';
import { useBoardUi } from './board-ui.ts';
import { targetsOf } from './picks.ts';
import { edgeScroll, HOLD_MS, TouchHold } from './touch-hold.ts';
import type { BoardActions } from './use-board-actions.ts';

/**
 * Reorders shots with a finger: it lies on a card, takes hold of it and carries it to another place, and the board scrolls at its
 * edges meanwhile. By touches and not by the browser's own dragging, which phones have in part or not at all.
 */
export function useTouchReorder(
  board: RefObject<HTMLElement | null>,
  model: EpisodeModel,
  actions: BoardActions,
  writable: boolean,
): void {
  // Read when they are needed: another's edit must not take the card out of the hand.
  const now = useRef({ model, actions });
  now.current = { model, actions };
  useEffect(() => {
    const element = board.current;
    if (element === null || !writable) return;
    const carry = new Carry(element, () => now.current);
    const kinds = ['touchstart', 'touchmove', 'touchend', 'touchcancel', 'contextmenu'] as const;
    // Not passive: a card that is held must not scroll the board.
    for (const kind of kinds) element.addEventListener(kind, carry, { passive: false });
    return () => {
      for (const kind of kinds) element.removeEventListener(kind, carry);
      carry.end();
    };
  }, [board, writable]);
}

interface Board {
  readonly model: EpisodeModel;
  readonly actions: BoardActions;
}

/** One board's card in the air. */
class Carry implements EventListenerObject {
  readonly #board: HTMLElement;
  readonly #now: () => Board;
  #touch: TouchHold | null = null;
  #id = '';
  #place: Place | null = null;
  #at = { x: 0, y: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;

  constructor(board: HTMLElement, now: () => Board) {
    this.#board = board;
    this.#now = now;
  }

  handleEvent(event: Event): void {
    if (event.type === 'contextmenu') {
      // A long touch opens the picture's menu, where it does not take hold of its card.
      if (this.#touch !== null) event.preventDefault();
    } else if (!(event instanceof TouchEvent)) return;
    else if (event.type === 'touchstart') this.#start(event);
    else if (event.type === 'touchmove') this.#move(event);
    else if (event.type === 'touchend') this.#drop(event);
    else this.end();
  }

  end(): void {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    if (this.#touch?.state === 'held') useBoardUi.getState().set({ carried: null });
    this.#touch = null;
    this.#place = null;
  }

  #start(event: TouchEvent): void {
    const [finger] = event.touches;
    const card = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-shot]') : null;
    const view = this.#now().model.shots.get(card?.dataset.shot ?? '');
    if (event.touches.length > 1 || finger === undefined) {
      this.#touch?.giveUp();
      this.end();
      return;
    }
    if (view === undefined || view.shot.lock !== null) return;
    this.#id = view.id;
    this.#at = { x: finger.clientX, y: finger.clientY };
    const touch = new TouchHold(finger.clientX, finger.clientY);
    this.#touch = touch;
    this.#timer = setTimeout(() => touch.ripen() && this.#lift(), HOLD_MS);
  }

  #lift(): void {
    // Felt under the finger, where the device can.
    navigator.vibrate?.(12);
    this.#show();
    const scroll = () => {
      const by = edgeScroll(this.#at.y, this.#board.getBoundingClientRect());
      if (by !== 0) {
        this.#board.scrollTop += by;
        this.#show();
      }
      this.#frame = requestAnimationFrame(scroll);
    };
    this.#frame = requestAnimationFrame(scroll);
  }

  #move(event: TouchEvent): void {
    const [finger] = event.touches;
    if (this.#touch === null || finger === undefined) return;
    this.#at = { x: finger.clientX, y: finger.clientY };
    if (this.#touch.move(finger.clientX, finger.clientY)) {
      event.preventDefault();
      this.#show();
    } else if (this.#touch.state === 'page') this.end();
  }

  #show(): void {
    const { x, y } = this.#at;
    this.#place = this.#placeAt(x, y);
    useBoardUi.getState().set({ carried: { id: this.#id, ids: this.#ids(), x, y, place: this.#place } });
  }

  #placeAt(x: number, y: number): Place | null {
    const under = document.elementFromPoint(x, y);
    const card = under?.closest('article')?.querySelector<HTMLElement>('[data-shot]') ?? null;
    const grid = under?.closest<HTMLElement>('[data-scene-grid]') ?? null;
    const sceneId = grid?.dataset.sceneGrid ?? '';
    const { scenes } = this.#now().model;
    if (grid === null || scenes.every(({ id, placed }) => id !== sceneId || !placed)) return null;
    if (card === null) return { sceneId, before: null };
    const box = card.getBoundingClientRect();
    return dropPlace(scenes, this.#ids(), card.dataset.shot ?? '', x > box.left + box.width / 2);
  }

  /** All that are chosen go along when the held one is among them. */
  #ids(): readonly string[] {
    return targetsOf(this.#id, useSelection.getState().picked);
  }

  #drop(event: TouchEvent): void {
    const held = this.#touch?.state === 'held';
    const [id, place] = [this.#id, this.#place];
    this.end();
    if (!held) return;
    // What was carried is not tapped as well.
    event.preventDefault();
    if (place !== null) this.#now().actions.place(id, place);
  }
}
