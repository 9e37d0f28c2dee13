import type { CanonFact } from '@trashfire/shared/document/schema';
import type { World } from '../world.ts';
import { escaped } from './cast-table.ts';

export interface Slip {
  /** Number of the scene. */
  scene: string;
  sceneId: string;
  /** The sentence of the script that does not fit. */
  quote: string;
  /** The fact of canon it breaks. */
  fact: string;
  why: string;
}

export interface ContinuityReport {
  slips: Slip[];
  /** Facts of a kind that can be checked by rule. */
  checked: number;
  /** Facts that need a reader. */
  unread: number;
}

/** A fact as a rule: whether a sentence breaks it, and which sentence makes it true (only what comes after can break it). */
interface Rule {
  happens(sentence: string): boolean;
  broken(sentence: string): boolean;
  why: string;
}

type Seen = Pick<World, 'script' | 'bible' | 'scenes' | 'episode' | 'episodes'>;

/**
 * Holds the script's action against canon facts of three kinds: "X gives the thing to Y", "X loses the thing", "X never
 * does". A rule sees words, not meaning: it finds plain slips and stays silent on the rest, and says how many it cannot read.
 */
export function checkContinuity(world: Seen): ContinuityReport {
  const report: ContinuityReport = { slips: [], checked: 0, unread: 0 };
  for (const fact of world.bible().canon) {
    const rule = ruleOf(fact.text);
    if (rule === null) report.unread += 1;
    else {
      report.checked += 1;
      report.slips.push(...slipsOf(rule, fact, world));
    }
  }
  return report;
}

function slipsOf(rule: Rule, fact: CanonFact, world: Seen): Slip[] {
  const since = sinceEpisode(fact, world);
  if (since !== null && since > world.episode.number) return [];
  // In the episode where it comes true, what stands before the deed is not a slip.
  const here = since === null || since === world.episode.number;
  const sentences = sentencesOf(world);
  const deed = here ? sentences.findIndex(({ text }) => rule.happens(text)) : -1;
  if (since === world.episode.number && deed < 0) return [];
  return sentences
    .slice(deed + 1)
    .filter(({ text }) => rule.broken(text) && !rule.happens(text))
    .map(({ text, scene, sceneId }) => ({ scene, sceneId, quote: text, fact: fact.text, why: rule.why }));
}

function sentencesOf(world: Seen): { text: string; scene: string; sceneId: string }[] {
  const scenes = world.scenes();
  return world.script().scenes.flatMap(({ headingId, blocks }) => {
    const scene = scenes.find(({ id }) => id === headingId)?.number ?? '–';
    return blocks
      .filter((block) => block.type === 'action')
      .flatMap((block) => block.text.replace(/\s+/g, ' ').split(/(?<=[.!?…])\s+/))
      .map((text) => ({ text, scene, sceneId: headingId }));
  });
}

const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** @returns the number of the episode from which on a fact holds, or null when nothing says so. */
function sinceEpisode({ text, episodeId }: CanonFact, { episodes }: Seen): number | null {
  const [, word = ''] = /\bepisode (\w+)/i.exec(text) ?? [];
  const number = /^\d+$/.test(word) ? Number(word) : NUMBERS.indexOf(word.toLowerCase());
  if (number > 0) return number;
  return episodes.find((episode) => episode.id === episodeId)?.number ?? null;
}

/** Subject of a fact: one or two capitalised words. */
const WHO = "(\\p{Lu}[\\p{L}'’]+(?: \\p{Lu}[\\p{L}'’]+)?)";
const THING = "(?:the|a|an|his|her|their) ([\\p{Ll}'’ -]{2,40}?)";
const GIVES = new RegExp(
  `^${WHO} (?:gives?|gave|hands?|handed|passes|passed|leaves|left|lends?|lent|sells?|sold) ${THING} to ${WHO}`,
  'u',
);
const LOSES = new RegExp(
  `^${WHO} (?:loses?|lost|breaks?|broke|burns?|burned|drops?|dropped|destroys?|destroyed) ${THING}(?= (?:in|on|at|into|from|for|during|and|forever)\\b|[.,;]|$)`,
  'u',
);
const NEVER = new RegExp(`^${WHO} never (\\p{Ll}+)`, 'u');
/** Words that put a thing on or with somebody. */
const HAS =
  /\b(?:wears?|wearing|tightens?|ties|pulls?|wraps?|adjusts?|straightens?|clutches|holds?|carries|unwinds?|takes off|puts on|tugs?|smooths?|shows?|raises|lifts|with|in)\b/i;

function ruleOf(text: string): Rule | null {
  const gives = GIVES.exec(text);
  if (gives) {
    const [, giver = '', thing = '', taker = ''] = gives;
    return {
      happens: (sentence) => names(sentence, thing) && names(sentence, giver) && names(sentence, taker),
      broken: (sentence) => names(sentence, thing) && names(sentence, giver) && !names(sentence, taker) && HAS.test(sentence),
      why: `${giver} gave the ${thing} to ${taker}.`,
    };
  }
  const loses = LOSES.exec(text);
  if (loses) {
    const [, who = '', thing = ''] = loses;
    return {
      happens: (sentence) => names(sentence, thing) && /\b(?:lose|lost|drop|break|broke|burn|destroy)/i.test(sentence),
      broken: (sentence) => names(sentence, thing) && names(sentence, who) && HAS.test(sentence),
      why: `${who} no longer has the ${thing}.`,
    };
  }
  const never = NEVER.exec(text);
  if (!never) return null;
  const [, who = '', verb = ''] = never;
  const does = new RegExp(`(?<!\\p{L})${escaped(who)}(?: \\p{Ll}+ly)? ${escaped(verb)}(?!\\p{L})`, 'iu');
  return { happens: () => false, broken: (sentence) => does.test(sentence), why: `${who} never ${verb}.` };
}

/** Whether a sentence names somebody or something; of a thing its last word, because the rest is how it looks. */
function names(sentence: string, name: string): boolean {
  const word = /^\p{Lu}/u.test(name) ? (name.split(' ')[0] ?? name) : (name.split(' ').at(-1) ?? name);
  return new RegExp(`(?<!\\p{L})${escaped(word)}(?!\\p{L})`, 'iu').test(sentence);
}
