import type { Mutant } from './mutant.ts';

const ARCHIVES = ['tests/api/archive.integration.test.ts'];
const HOME = ['tests/api/home.integration.test.ts'];
const STATE = ['api/src/features/documents/state.test.ts'];
const ZIP = 'api/src/features/archive/open-zip.ts';
const IMPORT = 'api/src/features/archive/import.ts';
const CONTENTS = 'api/src/features/archive/contents.ts';

/** What stands between a file from anywhere and the studio, and between a series and its loss on the way. */
export const ARCHIVE_MUTANTS: readonly Mutant[] = [
  {
    why: 'A1: what was changed on its way would come in as what was exported',
    file: ZIP,
    find: "if (sha256 !== undefined && createHash('sha256').update(bytes).digest('hex') !== sha256)",
    replace: "if (sha256 === '')",
    tests: ARCHIVES,
  },
  {
    why: 'R7: an archive could bring files of any name',
    file: ZIP,
    find: '!KNOWN_NAME.test(name) || entries.has(name)',
    replace: 'entries.has(name)',
    tests: ARCHIVES,
  },
  {
    why: 'R7: an archive could bring one file twice, and which of them counts would be anybody’s guess',
    file: ZIP,
    find: '!KNOWN_NAME.test(name) || entries.has(name)',
    replace: '!KNOWN_NAME.test(name)',
    tests: ARCHIVES,
  },
  {
    why: 'R7: a few kilobytes would unpack to more than the studio has',
    file: ZIP,
    find: 'if (total > ARCHIVE_LIMITS.bytes) return',
    replace: 'if (total < 0) return',
    tests: ARCHIVES,
  },
  {
    why: 'R5: an archive of a newer release would be read with parts missing',
    file: IMPORT,
    find: 'if (envelope.data.version > LAYOUT_VERSION || envelope.data.schemaVersion > DOCUMENT_SCHEMA_VERSION)',
    replace: 'if (envelope.data.version < 0)',
    tests: ARCHIVES,
  },
  {
    why: 'R5: an archive that was refused would leave its pictures in the store',
    file: IMPORT,
    find: '    await takeBack();\n    throw error;\n  }\n  return { rows, takeBack };',
    replace: '    throw error;\n  }\n  return { rows, takeBack };',
    tests: ARCHIVES,
  },
  {
    why: 'R3: a web page that calls itself a picture would be served to people',
    file: IMPORT,
    find: 'const { mime } = await checkPicture(file);',
    replace: "const mime = 'image/png';",
    tests: ARCHIVES,
  },
  {
    why: 'A3: an archive would be taken for what is here under its ids already',
    file: IMPORT,
    find: 'if (rows[0]?.taken !== true) return (id) => id;',
    replace: 'if (rows.length > 0) return (id) => id;',
    tests: ARCHIVES,
  },
  {
    why: 'R1: a document that builds on edits that are not there would come in, and lose them for good',
    file: CONTENTS,
    find: 'if (pendingStructs !== null || pendingDs !== null)',
    replace: 'if (pendingDs === undefined)',
    tests: ARCHIVES,
  },
  {
    why: 'R7: a document could bring what no room would take',
    file: CONTENTS,
    find: 'if (!roots.has(root)) throw',
    replace: 'if (roots.size === 0) throw',
    tests: ARCHIVES,
  },
  {
    why: 'R7: records that no schema knows would come in past the room that repairs them',
    file: CONTENTS,
    find: 'if (bad !== undefined) throw refuse(bad.reason);',
    replace: '',
    tests: ARCHIVES,
  },
  {
    why: 'R7: one team’s archives would keep all others waiting',
    file: 'api/src/features/archive/routes.ts',
    find: 'ofTeam >= ARCHIVE_LIMITS.perTeam ||',
    replace: '',
    tests: ARCHIVES,
  },
  {
    why: 'R5: what breaks off on its way would stay on the disk',
    file: 'api/src/features/archive/routes.ts',
    find: 'await rm(folder, { recursive: true, force: true });',
    replace: '',
    tests: ARCHIVES,
  },
  {
    why: 'A1: what is exported would not be what a restored document encodes to',
    file: 'api/src/features/documents/state.ts',
    find: 'if (Buffer.compare(bytes, again) === 0)',
    replace: 'if (bytes.length > 0)',
    tests: STATE,
  },
  {
    why: 'who was left out of the cast would stand in the shots',
    file: 'api/src/features/series/confirmed.ts',
    find: 'cast: shot.cast.filter(({ characterId }) => people.has(characterId)),',
    replace: 'cast: shot.cast,',
    tests: HOME,
  },
  {
    why: 'whom the series knows would be made anew with each script',
    file: 'api/src/features/series/confirmed.ts',
    find: 'if (there !== undefined) {',
    replace: 'if (there?.id === name) {',
    tests: HOME,
  },
];
