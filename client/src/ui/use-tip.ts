import { type RefObject, useEffect, useState } from 'react';

export interface Tip {
  readonly anchor: HTMLElement;
  readonly label: string;
  readonly keys: string | undefined;
  readonly side: 'top' | 'right' | 'bottom' | 'left';
}

/** How long a pointer rests on a control before its name comes. ms. */
const REST_MS = 400;
/** A name goes this much later, so that a pointer can get onto it (WCAG 1.4.13), and the next one comes at once until then. ms. */
const LEAVE_MS = 120;

function tipOf(target: EventTarget | null): Tip | null {
  const anchor = target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;
  const label = anchor?.dataset.tip;
  if (anchor === null || label === undefined || label === '') return null;
  const { tipKeys: keys, tipSide: side } = anchor.dataset;
  return { anchor, label, keys, side: side === 'top' || side === 'right' || side === 'left' ? side : 'bottom' };
}

/** What is named now: the control a mouse rests on, or the one the keyboard went to; null once it is pressed, left or gone. */
export function useTip(popup: RefObject<HTMLElement | null>): Tip | null {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => {
    let shown: Tip | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (next: Tip | null) => {
      clearTimeout(timer);
      // A control that is gone by now has no place to stand beside.
      shown = next?.anchor.isConnected === true ? next : null;
      setTip(shown);
    };
    const soon = (next: Tip | null, ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(show, ms, next);
    };
    const onOver = ({ target, pointerType }: PointerEvent) => {
      // A finger rests on nothing: what it touches, it presses.
      if (pointerType === 'touch') return;
      if (target instanceof Node && popup.current?.contains(target)) return clearTimeout(timer);
      const next = tipOf(target);
      if (next === null) return soon(null, shown === null ? 0 : LEAVE_MS);
      if (next.anchor === shown?.anchor) return clearTimeout(timer);
      soon(next, shown === null ? REST_MS : 0);
    };
    const onFocus = ({ target }: FocusEvent) => {
      const next = tipOf(target);
      if (next !== null && next.anchor === target && next.anchor.matches(':focus-visible')) show(next);
    };
    const hide = () => {
      if (shown !== null || timer !== undefined) show(null);
    };
    const added = new AbortController();
    // Before anything on the page can stop them.
    const options = { capture: true, passive: true, signal: added.signal };
    document.addEventListener('pointerover', onOver, options);
    document.addEventListener('focusin', onFocus, options);
    for (const gone of ['focusout', 'pointerdown', 'keydown', 'wheel', 'dragstart'] as const)
      document.addEventListener(gone, hide, options);
    document.documentElement.addEventListener('pointerleave', hide, { signal: added.signal });
    return () => {
      added.abort();
      clearTimeout(timer);
    };
  }, [popup]);
  return tip;
}
