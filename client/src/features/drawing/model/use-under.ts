import { t } from '@lingui/core/macro';
import { AppError } from '@trashfire/shared/errors/app-error';
import { useState } from 'react';
import { useAssetUrl } from '../../../api/use-asset-url.ts';

/** What lies under the drawing: white paper; the picture, which stays; a picture that is only looked at while one draws. */
export const UNDER = ['paper', 'over', 'trace', 'before'] as const;
export type Under = (typeof UNDER)[number];

interface Pictures {
  /** Hash of what the shot shows now; null for nothing. */
  readonly own: string | null;
  /** Hash of what the shot before it shows: movement goes on from there. */
  readonly before: string | null;
}

/** What lies under the drawing, where it is to be shown, and how to get it for the picture itself. */
export function useUnder({ own, before }: Pictures) {
  const [under, setUnder] = useState<Under>('paper');
  const ownUrl = useAssetUrl(own);
  const beforeUrl = useAssetUrl(before);
  const url = under === 'paper' ? null : under === 'before' ? beforeUrl : ownUrl;
  const choices = UNDER.filter((choice) => choice === 'paper' || (choice === 'before' ? before : own) !== null);
  /** @throws AppError when the picture cannot be had: what is drawn over it would be a lie without it. */
  const bitmap = async (): Promise<ImageBitmap | null> => {
    if (under !== 'over') return null;
    try {
      const response = await fetch(ownUrl ?? '');
      if (!response.ok) throw new Error(`${response.status}`);
      return await createImageBitmap(await response.blob());
    } catch (cause) {
      throw new AppError(
        'unavailable',
        t`The picture under the drawing could not be read. Try again, or draw on white paper; your drawing is kept.`,
        { cause },
      );
    }
  };
  return { under, setUnder, url, choices, bitmap };
}
