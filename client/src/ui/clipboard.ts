/**
 * The clipboard, where the browser gives one: pages on plain http other than localhost, as on a local network, have no `navigator.clipboard`.
 * https://w3c.github.io/clipboard-apis/#navigator-interface (SecureContext)
 */
function clipboard(): Clipboard | null {
  return 'clipboard' in navigator ? navigator.clipboard : null;
}

/** @returns null where the page may not read the clipboard; then the person has to paste with the keyboard. */
export async function readClipboard(): Promise<string | null> {
  return (
    (await clipboard()
      ?.readText()
      .catch(() => null)) ?? null
  );
}

/** @returns whether it was copied; if not, the person has to copy it from where it stands. */
export async function writeClipboard(text: string): Promise<boolean> {
  const there = clipboard();
  if (there === null) return false;
  return await there.writeText(text).then(
    () => true,
    () => false,
  );
}
