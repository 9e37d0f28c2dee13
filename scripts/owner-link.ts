/**
 * Prints a link that signs the owner in once, for a studio that `npm start` did not start: makes the first team when there is none.
 * Reads DATABASE_URL and PUBLIC_URL.
 */
import { createPrisma } from '@trashfire/prisma/client';
import { seedStudio } from '@trashfire/prisma/seed';
import { failureLine } from './setup/terminal.mjs';
import { makeLoginToken, signInUrl } from './studio/sign-in.ts';

const { DATABASE_URL, PUBLIC_URL } = process.env;
if (!DATABASE_URL || !PUBLIC_URL) {
  process.stderr.write(`${failureLine('DATABASE_URL and PUBLIC_URL are needed', 'Set them as they are for the api.')}\n`);
  process.exitCode = 2;
} else {
  const prisma = createPrisma(DATABASE_URL, 1);
  try {
    process.stdout.write(`${signInUrl(PUBLIC_URL, await makeLoginToken(prisma, await seedStudio(prisma)))}\n`);
  } finally {
    await prisma.$disconnect();
  }
}
