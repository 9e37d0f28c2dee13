import { createFolderStore } from '../folder-store.ts';

/** Stores what comes in on stdin, as a process of its own that can be killed or held to a small disk: FOLDER TEAM HASH SIZE. */
const [folder = '', teamId = '', hash = '', size = ''] = process.argv.slice(2);
const store = await createFolderStore(folder);
await store.put({ teamId, hash }, process.stdin, Number(size)).then(
  () => process.stdout.write('stored'),
  (error: unknown) => process.stdout.write(String(error)),
);
