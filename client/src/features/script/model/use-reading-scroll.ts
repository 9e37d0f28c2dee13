import { useCallback, useEffect, useState } from 'react';

const SCROLL_KEYS: ReadonlySet<string> = new Set(['PageUp', 'PageDown', 'Home', 'End']);

/** Keeps the block that is read in sight until the person scrolls by hand; `follow` goes back to it. */
export function useReadingScroll(
  scroll: React.RefObject<HTMLElement | null>,
  blockId: string | null,
): { readonly follows: boolean; readonly follow: () => void } {
  const [follows, setFollows] = useState(true);
  const reads = blockId !== null;
  useEffect(() => {
    const element = scroll.current;
    if (!reads || element === null) return;
    setFollows(true);
    const ended = new AbortController();
    const { signal } = ended;
    const letGo = () => setFollows(false);
    element.addEventListener('wheel', letGo, { signal, passive: true });
    element.addEventListener('touchmove', letGo, { signal, passive: true });
    element.addEventListener('keydown', ({ key }) => (SCROLL_KEYS.has(key) ? letGo() : undefined), { signal });
    // A press on what scrolls itself, and on nothing in it, is one on its scroll bar.
    element.addEventListener('pointerdown', ({ target }) => (target === element ? letGo() : undefined), { signal });
    return () => ended.abort();
  }, [scroll, reads]);
  useEffect(() => {
    if (blockId === null || !follows) return;
    scroll.current?.querySelector(`[data-id="${CSS.escape(blockId)}"]`)?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  }, [scroll, blockId, follows]);
  return { follows, follow: useCallback(() => setFollows(true), []) };
}
