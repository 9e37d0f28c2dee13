import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef } from 'react';
import { call } from '../../../api/http.ts';
import { KEYS } from '../../../api/keys.ts';
import { fillTrack } from './captions.ts';

/**
 * Captions a film with those it was made with, never with what the script says by now; browsers do not show the mp4's own
 * soft subtitles. @param asset hash of the cut; its captions change as little as its picture.
 */
export function useCutCaptions(video: RefObject<HTMLVideoElement | null>, asset: string, shown: boolean): void {
  const track = useRef<TextTrack | null>(null);
  const { data } = useQuery({
    queryKey: KEYS.captions(asset),
    queryFn: ({ signal }) => call('captions', { params: { hash: asset }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    const element = video.current;
    if (element === null || data === undefined) return;
    track.current ??= element.addTextTrack('captions', t`Captions`, 'en');
    fillTrack(track.current, data.captions, data.fps);
    track.current.mode = shown ? 'showing' : 'hidden';
  }, [video, data, shown]);
}
