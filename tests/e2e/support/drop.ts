import type { Locator, Page } from '@playwright/test';

/** Drops a file on the page, as from a folder beside the window. */
export async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([file, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content ?? ''], file ?? ''));
      return data;
    },
    [name, text],
  );
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
}

interface DroppedFile {
  name: string;
  type: string;
  bytes: Buffer;
}

/** Drops files on a place as a hand does: the browser's own events with the files in them. */
export async function dropOn(page: Page, target: Locator, ...files: readonly DroppedFile[]): Promise<void> {
  const data = await page.evaluateHandle(
    (all) => {
      const transfer = new DataTransfer();
      for (const { name, type, base64 } of all) {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type }));
      }
      return transfer;
    },
    files.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString('base64') })),
  );
  for (const event of ['dragenter', 'dragover', 'drop']) await target.dispatchEvent(event, { dataTransfer: data });
}
