import { t } from '@lingui/core/macro';
import { PresenceUser } from '@trashfire/shared/realtime/presence';
import type { Awareness } from 'y-protocols/awareness';
import { windowName } from '../collab/presence.ts';

/** A name is read once and then only in the way. */
const NAME_MS = 3_000;
const FADE_MS = 400;

/**
 * The caret of another window with a flag behind the line; the agent's has its diamond. Names come from the server, and go in as text.
 * @param me id of this window's own person, whose other window is no stranger.
 */
export function renderCaret(raw: unknown, me: string): HTMLElement {
  const user = PresenceUser.safeParse(raw).data ?? { kind: 'person', id: '', name: t`Somebody`, color: '#aeb6bf' };
  const caret = document.createElement('span');
  caret.className = 'caret';
  caret.dataset.peer = user.id;
  caret.dataset.kind = user.kind;
  caret.style.setProperty('--peer', user.color);
  const flag = document.createElement('span');
  flag.className = 'caret-flag';
  // By attribute and not as text: names of others are no part of what is read, found or copied here.
  flag.dataset.name = windowName(user.name, user.kind === 'person' && user.id === me);
  caret.append(flag);
  showName(flag);
  return caret;
}

/** The peer's selection, in their hue. */
export function renderSelection(raw: unknown): { class: string; style: string } {
  const color = PresenceUser.safeParse(raw).data?.color ?? '#aeb6bf';
  return { class: 'caret-selection', style: `--peer: ${color}` };
}

function showName(flag: HTMLElement): void {
  for (const running of flag.getAnimations()) running.cancel();
  flag.animate([{ opacity: 1 }, { opacity: 1, offset: NAME_MS / (NAME_MS + FADE_MS) }, { opacity: 0 }], {
    duration: NAME_MS + FADE_MS,
    fill: 'forwards',
  });
}

/** Shows a peer's name again each time their caret moves. @returns how to stop. */
export function followCarets(awareness: Awareness, editor: HTMLElement): () => void {
  const onChange = ({ updated }: { updated: number[] }) => {
    for (const client of updated) {
      const user = PresenceUser.safeParse(awareness.getStates().get(client)?.user).data;
      if (client === awareness.clientID || user === undefined) continue;
      // A caret knows whose it is, not of which window: whoever has two shows the name at both.
      for (const flag of editor.querySelectorAll(`.caret[data-peer="${CSS.escape(user.id)}"] > .caret-flag`))
        if (flag instanceof HTMLElement) showName(flag);
    }
  };
  awareness.on('change', onChange);
  return () => awareness.off('change', onChange);
}
