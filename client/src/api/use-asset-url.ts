import { useQuery } from '@tanstack/react-query';
import { call } from './http.ts';
import { KEYS } from './keys.ts';

/** Signed URLs last 5 minutes; a new one is asked for before the old one ends (DESIGN §7). */
const FRESH_MS = 4 * 60_000;

interface Waiting {
  resolve: (url: string | null) => void;
  reject: (error: unknown) => void;
}
let waiting = new Map<string, Waiting[]>();

/** Collects the hashes asked for in one tick into one request: a board shows hundreds of stills at once. */
function signed(hash: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    if (waiting.size === 0) queueMicrotask(flush);
    waiting.set(hash, [...(waiting.get(hash) ?? []), { resolve, reject }]);
  });
}

const BATCH = 500;

function flush(): void {
  const asked = waiting;
  waiting = new Map();
  const hashes = [...asked.keys()];
  for (let i = 0; i < hashes.length; i += BATCH) void signBatch(hashes.slice(i, i + BATCH), asked);
}

async function signBatch(hashes: string[], asked: Map<string, Waiting[]>): Promise<void> {
  try {
    const { urls } = await call('signAssets', { body: { hashes } });
    for (const hash of hashes) for (const { resolve } of asked.get(hash) ?? []) resolve(urls[hash] ?? null);
  } catch (error) {
    for (const hash of hashes) for (const { reject } of asked.get(hash) ?? []) reject(error);
  }
}

/** @returns a URL of the asset with that hash, or null while it is being signed and when this team has no such asset. */
export function useAssetUrl(hash: string | null | undefined): string | null {
  const { data } = useQuery({
    queryKey: KEYS.asset(hash ?? ''),
    queryFn: () => signed(hash ?? ''),
    enabled: hash !== null && hash !== undefined,
    staleTime: FRESH_MS,
    refetchInterval: FRESH_MS,
    refetchOnWindowFocus: false,
  });
  return data ?? null;
}
