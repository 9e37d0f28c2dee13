import { OFFLINE_DRAFTER } from '@trashfire/shared/api/contract';
import type { ChosenMind } from '../runs/execute.ts';
import { createGroqMind } from './groq/groq-mind.ts';
import { createOfflineMind } from './offline/offline-mind.ts';

export interface GroqSettings {
  model: string;
  /** Another server that speaks the same API, without a path; left out for Groq itself. */
  baseUrl?: string | undefined;
}

/** What drives a team's runs, in the words the product shows (R8). */
export function mindLabel(groq: GroqSettings, hasKey: boolean): string {
  if (groq.baseUrl !== undefined) return `${new URL(groq.baseUrl).host} ${groq.model}`;
  return hasKey ? `Groq ${groq.model}` : OFFLINE_DRAFTER;
}

interface Deps {
  groq: GroqSettings;
  /** The key a team's runs use at this moment, or null. */
  keyOf(teamId: string): Promise<{ apiKey: string; source: 'environment' | 'pasted' } | null>;
}

/** Groq when there is a key (or a server of one's own that needs none), else the offline drafter; asked anew for every run. */
export function createMindChooser({ groq, keyOf }: Deps): (teamId: string) => Promise<ChosenMind> {
  const offline = createOfflineMind();
  return async (teamId) => {
    const key = await keyOf(teamId);
    if (key === null && groq.baseUrl === undefined) return { mind: offline, studioPays: false };
    // The SDK wants a key even where the server asks for none (facts: services §1).
    const mind = createGroqMind({ apiKey: key?.apiKey ?? 'none', label: mindLabel(groq, key !== null), ...groq });
    return { mind, studioPays: key?.source !== 'pasted' };
  };
}
