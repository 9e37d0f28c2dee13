import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import { EDIT_RATE } from '@trashfire/shared/document/vocabulary';

export { clock } from '@trashfire/shared/clock';

const pad = (n: number): string => String(n).padStart(2, '0');

/** @param frame whole frames at the edit rate. @returns `MM:SS:FF`, with hours in front when there are any. */
export function timecode(frame: number, rate = EDIT_RATE): string {
  const whole = Math.max(0, Math.round(frame));
  const seconds = Math.floor(whole / rate);
  const hours = Math.floor(seconds / 3600);
  const base = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}:${pad(whole % rate)}`;
  return hours > 0 ? `${hours}:${base}` : base;
}

/** @returns `4.2 s` for lengths of shots. */
export function secondsText(frames: number, rate = EDIT_RATE): string {
  const seconds = i18n.number(frames / rate, { minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: false });
  return t({ message: `${seconds} s`, comment: 'A length in seconds, such as 4.2 s' });
}
