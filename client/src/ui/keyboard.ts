import { isTextField } from './keys.ts';
import { COARSE } from './use-media.ts';

/** What a window says of its height, in px. */
export interface Heights {
  /** Of the page. */
  readonly inner: number;
  /** Of the part of it that is seen, and where that begins. */
  readonly visual: number;
  readonly offsetTop: number;
  readonly scale: number;
}

/** Toolbars of browsers come and go by less; no keyboard is so low. */
const LEAST_PX = 120;

/**
 * What a keyboard on the screen takes. Some browsers lay it over the page, which is then seen in part; others make the page
 * lower. Somebody who has zoomed in sees a part too, and that is no keyboard.
 * @param tallest the page has been at this width. @returns px of the page that are covered, and whether there is a keyboard.
 */
export function keyboardOf({ inner, visual, offsetTop, scale }: Heights, tallest: number): { covers: number; open: boolean } {
  const covers = scale > 1.01 ? 0 : Math.max(0, Math.round(inner - visual - offsetTop));
  const hidden = scale > 1.01 ? 0 : inner - visual;
  return { covers, open: Math.max(hidden, tallest - inner) > LEAST_PX };
}

/**
 * Tells the style sheets of the keyboard on the screen: `--keyboard` on the root is what it covers, `data-keyboard` stands while
 * somebody types on it. @returns ends it.
 */
export function watchKeyboard(): () => void {
  const { documentElement: root } = document;
  const seen = window.visualViewport;
  let [width, tallest] = [0, 0];
  const look = () => {
    if (window.innerWidth !== width) [width, tallest] = [window.innerWidth, 0];
    tallest = Math.max(tallest, window.innerHeight);
    const { height = window.innerHeight, offsetTop = 0, scale = 1 } = seen ?? {};
    const { covers, open } = keyboardOf({ inner: window.innerHeight, visual: height, offsetTop, scale }, tallest);
    const types = isTextField(document.activeElement) && window.matchMedia(COARSE).matches;
    root.style.setProperty('--keyboard', `${types ? covers : 0}px`);
    root.toggleAttribute('data-keyboard', types && open);
  };
  const ended = new AbortController();
  const { signal } = ended;
  for (const kind of ['resize', 'scroll']) seen?.addEventListener(kind, look, { signal });
  window.addEventListener('resize', look, { signal });
  document.addEventListener('focusin', look, { signal });
  document.addEventListener('focusout', look, { signal });
  look();
  return () => {
    ended.abort();
    root.style.removeProperty('--keyboard');
    root.removeAttribute('data-keyboard');
  };
}
