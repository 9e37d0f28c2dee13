/**
 * Samples a second of everything we synthesize and mix: voices hold nothing above 10 kHz and ambience is drawn below it, and a
 * frame is a whole number of samples at 24, 25 and 30 frames a second. Delivery is resampled to 48 kHz by ffmpeg.
 */
export const SOUND_RATE = 24_000;
