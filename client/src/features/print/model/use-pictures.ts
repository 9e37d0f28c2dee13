import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import type { SheetShot } from '../../storyboard/model/sheet-shots.ts';
import { loadPictures } from './load-pictures.ts';

/** A picture that has not come by then is printed as a sketch. */
const PATIENCE_MS = 30_000;

export interface Pictures {
  /** Addresses of pictures that can be printed, by hash. */
  readonly urls: ReadonlyMap<string, string>;
  readonly loading: boolean;
  /** How many did not come. */
  readonly missing: number;
  readonly retry: () => void;
}

const NONE: ReadonlyMap<string, string> = new Map();

/** The pictures of shots, loaded before they are printed: a print dialog waits for none. */
export function usePictures(shots: readonly SheetShot[]): Pictures {
  const hashes = useMemo(() => [...new Set(shots.flatMap(({ picture }) => picture ?? []))].sort(), [shots]);
  const { data, isFetching, refetch } = useQuery({
    queryKey: KEYS.pictures(hashes),
    queryFn: () => loadPictures(hashes, { sign, load }),
    // Addresses are signed for minutes; the browser keeps the pictures for as long as the room is open.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  const urls = data ?? NONE;
  const missing = isFetching ? 0 : hashes.filter((hash) => !urls.has(hash)).length;
  return { urls, loading: isFetching, missing, retry: () => void refetch() };
}

async function sign(hashes: string[]): Promise<Readonly<Record<string, string | null>>> {
  return (await call('signAssets', { body: { hashes } })).urls;
}

function load(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const image = new Image();
    const timer = setTimeout(() => resolve(false), PATIENCE_MS);
    const settle = (came: boolean) => {
      clearTimeout(timer);
      resolve(came);
    };
    image.onload = () => settle(true);
    image.onerror = () => settle(false);
    image.src = url;
  });
}
