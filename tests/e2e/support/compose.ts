import type { CDPSession, Page } from '@playwright/test';

/** An input method at work in a page, as the browser sees one: nothing else types Japanese into it the way people do. */
export interface InputMethod {
  /** Shows these letters as what is being put together, in place of those before. */
  compose(text: string): Promise<void>;
  /** Presses a key that the input method takes for itself. */
  press(key: string): Promise<void>;
  /** Enter takes what is shown, as the last act of the composition. */
  accept(text: string): Promise<void>;
}

/** What a browser says a key is that an input method has taken. */
const TAKEN = 229;

export async function inputMethod(page: Page): Promise<InputMethod> {
  const browser: CDPSession = await page.context().newCDPSession(page);
  const press = async (key: string) => {
    await browser.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code: key, windowsVirtualKeyCode: TAKEN });
    await browser.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key, windowsVirtualKeyCode: TAKEN });
  };
  const compose = async (text: string) => {
    await browser.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  };
  return {
    compose,
    press,
    async accept(text) {
      await browser.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        key: 'Enter',
        code: 'Enter',
        windowsVirtualKeyCode: TAKEN,
      });
      await browser.send('Input.insertText', { text });
      await browser.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: TAKEN });
    },
  };
}
