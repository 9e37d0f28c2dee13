/** A room that opens shows its first things within this; what is not there by then is not shown at all. */
const WAIT_MS = 5_000;
const FLASH_MS = 1_200;

let last: (() => void) | null = null;

/** Brings what a selector names into the middle of the view and lights it once, as soon as it is there. Of two calls the later one counts. */
export function reveal(selector: string): void {
  last?.();
  if (show(selector)) return;
  const observer = new MutationObserver(() => show(selector) && stop());
  const timer = setTimeout(() => stop(), WAIT_MS);
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
    last = null;
  };
  observer.observe(document.body, { childList: true, subtree: true });
  last = stop;
}

function show(selector: string): boolean {
  const element = document.querySelector(selector);
  if (element === null) return false;
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  // A frame later: the room scrolls to its own selection first.
  requestAnimationFrame(() => {
    element.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
    const lit = { boxShadow: '0 0 0 2px var(--acc)', borderRadius: 'var(--r4)' };
    element.animate([lit, { ...lit, offset: 0.6 }, { boxShadow: '0 0 0 2px transparent' }], { duration: FLASH_MS });
  });
  return true;
}
