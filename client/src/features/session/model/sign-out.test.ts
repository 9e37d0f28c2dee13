import { AppError } from '@trashfire/shared/errors/app-error';
import { expect, it } from 'vitest';
import { signOut } from './sign-out.ts';

function door(end: () => Promise<unknown>) {
  const left: string[] = [];
  const leave = async (reason: string) => void left.push(reason);
  return { left, signOut: () => signOut({ end, leave }) };
}

it('leaves when the session is ended, by this window or before', async () => {
  for (const end of [async () => ({}), () => Promise.reject(new AppError('not-signed-in'))]) {
    const { left, signOut } = door(end);
    await signOut();
    expect(left).toEqual(['You are signed out.']);
  }
});

it('stays and says what to do when the studio does not end it', async () => {
  for (const failure of [new AppError('unavailable'), new AppError('conflict', 'try again'), new TypeError('other')]) {
    const { left, signOut } = door(() => Promise.reject(failure));
    await expect(signOut()).rejects.toThrow(/sign out again|try again|other/);
    expect(left).toEqual([]);
  }
});
