import { QueryClient } from '@tanstack/react-query';
import { AppError } from '@trashfire/shared/errors/app-error';
import { errorWords } from '../i18n/server-words.ts';
import { sayError } from '../ui/toast.ts';

/** Tries again what may work a moment later (an unreachable api), never what will fail the same way. */
function retry(failures: number, error: Error): boolean {
  return error instanceof AppError && error.retryable && failures < 3;
}

/** Shows a failure of something the person asked for: what happened and what to do (R5). */
export function showError(error: unknown): void {
  sayError(errorWords(error));
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry, staleTime: 5_000, refetchOnWindowFocus: true },
    mutations: { retry: false, onError: showError },
  },
});
