/** A room that opens shows its first things within this; what is not there by then is not shown at all. */
const WAIT_MS = 5_000;
const FLASH_MS = 1_200;

/** A room that was just opened finds its heights as it is scrolled, so what was brought to the middle would slip away again. Frames. */
const SETTLES = 30;

let last: (() => void) | null = null;

/**
 * Brings what a selector names into the middle of the view and lights it once, as soon as it is there. Of two calls the later one counts.
 * @param arriving the page was opened to show it: there is nothing to glide away from, and its heights are not known yet.
 */
export function reveal(selector: string, arriving = false): void {
  last?.();
  if (show(selector, arriving)) return;
  const observer = new MutationObserver(() => show(selector, arriving) && stop());
  const timer = setTimeout(() => stop(), WAIT_MS);
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
    last = null;
  };
  observer.observe(document.body, { childList: true, subtree: true });
  last = stop;
}

/** Keeps it in the middle until the heights of what is around it are known. */
function hold(selector: string, frames = SETTLES): void {
  document.querySelector(selector)?.scrollIntoView({ block: 'center' });
  if (frames > 0) requestAnimationFrame(() => hold(selector, frames - 1));
}

function show(selector: string, arriving: boolean): boolean {
  const element = document.querySelector(selector);
  if (element === null) return false;
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  // A frame later: the room scrolls to its own selection first.
  requestAnimationFrame(() => {
    if (arriving) hold(selector);
    else element.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
    const lit = { boxShadow: '0 0 0 2px var(--acc)', borderRadius: 'var(--r4)' };
    element.animate([lit, { ...lit, offset: 0.6 }, { boxShadow: '0 0 0 2px transparent' }], { duration: FLASH_MS });
  });
  return true;
}
