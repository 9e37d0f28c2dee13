import { AppError } from '@trashfire/shared/errors/app-error';
import Groq from 'groq-sdk';
import { createGroqClient } from '../../agent/minds/groq/client.ts';

/** Tries a provider's key with one small request. @throws AppError that says why it does not work. */
export type KeyProbe = (apiKey: string) => Promise<void>;

const TIMEOUT_MS = 10_000;

/**
 * Asks Groq for its models with the key and looks for ours among them: it costs nothing and fails for everything that would
 * fail later.
 * @param options.baseUrl another server that speaks the same API; its models are its own affair.
 */
export function createGroqProbe(options: { model: string; baseUrl?: string | undefined }): KeyProbe {
  return async (apiKey) => {
    const client = createGroqClient({ apiKey, baseUrl: options.baseUrl, timeoutMs: TIMEOUT_MS });
    try {
      const { data } = await client.models.list();
      if (options.baseUrl === undefined && !data.some(({ id }) => id === options.model)) {
        throw new AppError(
          'bad-input',
          `The key works, but it may not use the model ${options.model}. Allow it at console.groq.com.`,
        );
      }
    } catch (error) {
      throw error instanceof AppError ? error : inWords(error);
    }
  };
}

function inWords(error: unknown): AppError {
  if (error instanceof Groq.AuthenticationError || error instanceof Groq.PermissionDeniedError) {
    return new AppError('bad-input', 'Groq does not accept this key. Copy it again from console.groq.com/keys.', {
      cause: error,
    });
  }
  if (error instanceof Groq.RateLimitError) {
    return new AppError('too-many', 'Groq is asked too often with this key right now. Wait a minute and try again.', {
      cause: error,
    });
  }
  return new AppError(
    'unavailable',
    'Groq cannot be reached from here. Check the network, then try again; nothing was changed.',
    {
      cause: error,
    },
  );
}
