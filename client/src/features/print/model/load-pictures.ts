/** As many as the api signs at once (contract: SignAssetsBody). */
const BATCH = 500;

export interface PictureDeps {
  /** @returns a signed address for each hash, null where the team has no such asset. */
  readonly sign: (hashes: string[]) => Promise<Readonly<Record<string, string | null>>>;
  /** Loads a picture into the browser. @returns whether it is one and came. */
  readonly load: (url: string) => Promise<boolean>;
}

/**
 * Addresses of pictures that stand ready in the browser, so that printing shows them. A picture that does not come is left out.
 * Rejects when the api cannot be reached.
 * @param hashes each once.
 */
export async function loadPictures(hashes: readonly string[], { sign, load }: PictureDeps): Promise<Map<string, string>> {
  const urls: [hash: string, url: string][] = [];
  for (let from = 0; from < hashes.length; from += BATCH) {
    const batch = hashes.slice(from, from + BATCH);
    const signed = await sign(batch);
    for (const hash of batch) {
      const url = signed[hash];
      if (url) urls.push([hash, url]);
    }
  }
  const came = await Promise.all(urls.map(([, url]) => load(url)));
  return new Map(urls.filter((_, index) => came[index]));
}
