import type { SpeechEngine } from '@trashfire/shared/speech/engine';
import type { PictureEngine } from '../engines/port.ts';
import type { Ffmpeg } from '../media/ffmpeg.ts';

/** What the makers work with. */
export interface MakerDeps {
  engine: PictureEngine;
  speech: SpeechEngine;
  ffmpeg: Pick<Ffmpeg, 'path'>;
}
