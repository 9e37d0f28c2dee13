import { AppError } from '@trashfire/shared/errors/app-error';

/** @throws AppError unavailable with these words when `work` takes longer than `ms`. */
export async function withDeadline<T>(work: Promise<T>, ms: number, words: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('unavailable', words)), ms);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
