import { defineConfig } from 'prisma-cli/config';

/** For the developer's CLI (`npm run migrate:dev`); a running studio migrates with src/deploy.ts. */
export default defineConfig({
  schema: 'schema.prisma',
  migrations: { path: 'migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/trashfire' },
});
