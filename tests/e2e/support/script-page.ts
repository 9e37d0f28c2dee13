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

/** Puts the caret at the end of the block with these words. */
export async function caretAfter(page: Page, words: string): Promise<void> {
  await scriptOf(page).getByText(words).click();
  await page.keyboard.press('End');
}

/** "Saved" is said of what the server has committed and of nothing else (R1). */
export async function untilSaved(page: Page): Promise<void> {
  await expect(page.getByTestId('save-state')).toHaveText('Saved');
}
