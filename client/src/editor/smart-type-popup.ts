/** Space between the line and the list, px. */
const GAP = 4;

interface Place {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

/** The list under the caret. The editor keeps the focus; a screen reader follows its `aria-activedescendant` here. */
export class SmartTypePopup {
  private readonly list = document.createElement('ul');
  private readonly id: string;
  private readonly onTake: (index: number) => void;

  /** @param onTake called with an option's index when it is clicked. */
  constructor(id: string, label: string, onTake: (index: number) => void) {
    this.id = id;
    this.onTake = onTake;
    this.list.id = id;
    this.list.className = 'smart-type';
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', label);
    this.list.hidden = true;
    document.body.append(this.list);
  }

  /** @param at where the text begins that an option replaces, in the window. */
  show(options: readonly string[], chosen: number, at: Place): void {
    this.list.replaceChildren(...options.map((option, index) => this.item(option, index, index === chosen)));
    this.list.hidden = false;
    const { width, height } = this.list.getBoundingClientRect();
    // Over the line where there is no room below it.
    const below = at.bottom + GAP + height <= window.innerHeight;
    this.list.style.left = `${Math.max(GAP, Math.min(at.left, window.innerWidth - width - GAP))}px`;
    this.list.style.top = `${below ? at.bottom + GAP : Math.max(GAP, at.top - GAP - height)}px`;
  }

  hide(): void {
    this.list.hidden = true;
  }

  destroy(): void {
    this.list.remove();
  }

  private item(option: string, index: number, chosen: boolean): HTMLElement {
    const item = document.createElement('li');
    item.id = `${this.id}-${index}`;
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', String(chosen));
    item.textContent = option.replace(/ - $/, '').trim();
    // Before the editor loses the focus to the click.
    item.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      this.onTake(index);
    });
    return item;
  }
}
