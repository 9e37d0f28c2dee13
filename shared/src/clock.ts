const pad = (n: number): string => String(n).padStart(2, '0');

/** @param seconds of a film, of work or of waiting. @returns `0:41`, `3:07`, `1:02:10`; rounded as a whole, so that 119.7 s are 2:00. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}
