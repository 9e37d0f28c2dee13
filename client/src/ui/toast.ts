import { toast } from 'sonner';

interface ToastOptions {
  action?: { label: string; onClick: () => void };
}

/** Says that something was done; goes by itself after 6 s. @returns takes it away before. */
export function say(text: string, { action }: ToastOptions = {}): () => void {
  const id = toast(text, { duration: 6000, ...(action ? { action } : {}) });
  return () => toast.dismiss(id);
}

/** Says what a person has to know of something that was done; stays until it is closed. */
export function sayUntilClosed(text: string): void {
  toast(text, { duration: Number.POSITIVE_INFINITY, id: text });
}

/** Says what failed and what to do; stays until it is closed. */
export function sayError(text: string, { action }: ToastOptions = {}): void {
  toast.error(text, { duration: Number.POSITIVE_INFINITY, id: text, ...(action ? { action } : {}) });
}
