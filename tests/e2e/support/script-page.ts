import { expect, type Locator, type Page } from '@playwright/test';

/** The script as a person sees and writes it. */
export function scriptOf(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Script' });
}

/** Opens a room of an episode and waits until it can be used. */
export async function openRoom(page: Page, url: string, episodeId: string, room: string): Promise<void> {
  await page.goto(`${url}/episodes/${episodeId}/${room}`);
  await expect(page.getByTestId('canvas')).toBeVisible();
}

/** Puts the caret at the end of the block with these words, and waits until the editor has it: a key that comes before goes elsewhere. */
export async function caretAfter(page: Page, words: string): Promise<void> {
  await scriptOf(page).getByText(words).click();
  await page.keyboard.press('End');
  await expect.poll(() => scriptOf(page).evaluate(beforeCaret)).toContain(words);
}

/** The caret's block up to the caret, as the editor knows it and not the page; runs in the page. */
function beforeCaret(script: HTMLElement): string {
  // tiptap leaves its editor at the element.
  const { $from } = (script as HTMLElement & { editor: EditorAtElement }).editor.state.selection;
  return $from.parent.textBetween(0, $from.parentOffset);
}

/** "Saved" is said of what the server has committed and of nothing else (R1). */
export async function untilSaved(page: Page): Promise<void> {
  await expect(page.getByTestId('save-state')).toHaveText('Saved');
}

interface EditorAtElement {
  state: { selection: { $from: { parentOffset: number; parent: { textBetween(from: number, to: number): string } } } };
}
