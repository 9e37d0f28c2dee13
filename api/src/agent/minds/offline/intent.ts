/** What the offline drafter can tell apart in a request. */
export type Intent = 'break-down' | 'cast' | 'places' | 'continuity' | 'recap' | 'find' | 'prose' | 'help';

/** In this order: "write a scene about a storyboard artist" is prose, not a board. */
const RULES: readonly (readonly [Intent, RegExp])[] = [
  [
    'prose',
    /^(?:please |can you |could you |now |@\w+[ ,]*)*(?:write|draft|rewrite|re-write|continue|improve|polish|punch up|shorten|translate|invent|compose|finish)\b/i,
  ],
  ['find', /\b(?:find|search for|look for)\s+["“”'«「]/i],
  ['recap', /\b(?:summari[sz]e|summary|recap|sum up|what happens|describe (?:this|these|the) (?:shots?|scenes?))\b/i],
  ['continuity', /\b(?:continuity|canon|contradict\w*|consisten\w*|slips?|mistakes?|errors? in the story)\b/i],
  [
    'break-down',
    /\b(?:break(?:ing)?\s+(?:\w+\s+){0,4}?down|break-?down|story-?board\w*|re-?board\w*|board(?:ing|s)?|shot\s?lists?|shots? for|plan (?:the )?shots|go on)\b/i,
  ],
  // Before the cast: places "appear" too. Who is where is a question for the cast.
  ['places', /^(?!.*\bwho\b).*\b(?:places|locations|settings)\b/is],
  ['cast', /\b(?:cast|characters?|who(?:'s| is| are| appears?| speaks?| says?)|people|appears?)\b/i],
];

/** Reads a request by plain rules. What fits none is answered with what can be done (R8). */
export function intentOf(task: string): Intent {
  const words = task.trim().slice(0, 2000);
  return RULES.find(([, pattern]) => pattern.test(words))?.[0] ?? 'help';
}
