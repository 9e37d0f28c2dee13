import { toast } from 'sonner';

interface ToastOptions {
  action?: { label: string; onClick: () => void };
}

/** Says that something was done; goes by itself after 6 s. */
export function say(text: string, { action }: ToastOptions = {}): void {
  toast(text, { duration: 6000, ...(action ? { action } : {}) });
}

/** Says what failed and what to do; stays until it is closed. */
export function sayError(text: string, { action }: ToastOptions = {}): void {
  toast.error(text, { duration: Number.POSITIVE_INFINITY, id: text, ...(action ? { action } : {}) });
}
