import type { z } from 'zod';
import { say } from './say.ts';

/** Problems told of one input: whoever sent a list of a thousand wrong things is helped by the first few. */
const MOST_PROBLEMS = 5;

/** What does not fit, and what would, in words for people; where it is comes first: `notes is too long: 4000 characters at most.` */
export function zodWords(error: z.ZodError): string {
  const words = error.issues.slice(0, MOST_PROBLEMS).map(issueWords);
  return words.length === 0 ? say`That does not fit.` : words.join(' ');
}

type Issue = z.ZodError['issues'][number];

function issueWords(issue: Issue): string {
  const field = placeOf(issue.path);
  if (field === '') return say`That does not fit: ${issue.message}.`;
  if (issue.code === 'too_big') return tooBig(field, issue.origin, String(issue.maximum));
  if (issue.code === 'too_small') return tooSmall(field, issue.origin, String(issue.minimum));
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.join(', ');
    return say`${field} has something that is not known here: ${names}.`;
  }
  if (issue.code === 'invalid_type' && issue.input === undefined && issue.message.endsWith('received undefined')) {
    return say`${field} is missing.`;
  }
  return say`${field} does not fit: ${issue.message}.`;
}

function tooBig(field: string, origin: string, most: string): string {
  if (origin === 'string') return say`${field} is too long: ${most} characters at most.`;
  if (origin === 'array' || origin === 'set' || origin === 'map') return say`${field} has too many: ${most} at most.`;
  return say`${field} is too large: ${most} at most.`;
}

function tooSmall(field: string, origin: string, least: string): string {
  if (origin === 'string' && least === '1') return say`${field} must not be empty.`;
  if (origin === 'string') return say`${field} is too short: ${least} characters at least.`;
  if (origin === 'array' || origin === 'set' || origin === 'map') return say`${field} has too few: ${least} at least.`;
  return say`${field} is too small: ${least} at least.`;
}

/** The field as somebody who filled it in knows it: edits wrap theirs in `patch`. */
function placeOf(path: readonly PropertyKey[]): string {
  return (path[0] === 'patch' ? path.slice(1) : path).map(String).join('.');
}
