import type { PictureEngine } from '../engines/port.ts';
import type { Ffmpeg } from '../media/ffmpeg.ts';
import type { SpeechEngine } from '../voices/port.ts';

/** What the makers work with. */
export interface MakerDeps {
  engine: PictureEngine;
  speech: SpeechEngine;
  ffmpeg: Pick<Ffmpeg, 'path'>;
}
