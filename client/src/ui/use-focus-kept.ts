import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * What is moved in a list takes its button out of the page for a moment, and with it the focus; this gives it back.
 * @param attribute names the button, wherever it stands. @param order another one is what takes the focus away.
 */
export function useFocusKept(list: RefObject<HTMLElement | null>, attribute: string, order: unknown): void {
  const focused = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order is what takes the focus away
  useLayoutEffect(() => {
    const element = list.current;
    const id = focused.current;
    if (element === null || id === null || document.activeElement !== document.body) return;
    element.querySelector<HTMLElement>(`[${attribute}="${CSS.escape(id)}"]`)?.focus();
  }, [list, attribute, order]);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const onFocus = ({ target }: FocusEvent) => {
      focused.current = target instanceof HTMLElement ? target.getAttribute(attribute) : null;
    };
    const onBlur = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) focused.current = null;
    };
    element.addEventListener('focusin', onFocus);
    element.addEventListener('focusout', onBlur);
    return () => {
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('focusout', onBlur);
    };
  }, [list, attribute]);
}
