/** Told of each packet, a window would do little else than draw. */
const STEP_BYTES = 500_000;

/**
 * Fetches a file whole, telling how much of it is here.
 * @param tell bytes so far, and in all; null where that is not known: what the server compressed is counted as it comes out.
 * @throws where the server does not answer or refuses
 */
export async function fetchWithProgress(
  url: string,
  tell: (loaded: number, total: number | null) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok || response.body === null) throw new Error(`${url} was refused (${response.status})`);
  const length = response.headers.has('content-encoding') ? 0 : Number(response.headers.get('content-length'));
  const total = length > 0 ? length : null;
  const chunks: Uint8Array[] = [];
  let loaded = 0;
  let told = 0;
  tell(0, total);
  const reader = response.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value);
    loaded += next.value.length;
    if (loaded - told < STEP_BYTES) continue;
    told = loaded;
    tell(loaded, total);
  }
  const whole = new Uint8Array(loaded);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
