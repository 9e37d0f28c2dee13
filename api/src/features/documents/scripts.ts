import type { PrismaClient } from '@trashfire/prisma/client';
import { runCommand } from '@trashfire/shared/document/commands/command';
import { importScript } from '@trashfire/shared/document/commands/import-script';
import { documentName } from '@trashfire/shared/document/names';
import { scriptJsonFromFragment } from '@trashfire/shared/document/script-reader';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import { AppError } from '@trashfire/shared/errors/app-error';
import { docToFountain } from '@trashfire/shared/fountain/from-doc';
import type { Handlers } from '../../http/handler.ts';
import type { DocumentReader } from './reader.ts';
import type { DocumentWriter } from './writer.ts';

interface Deps {
  prisma: PrismaClient;
  reader: DocumentReader;
  writer: DocumentWriter;
  /** Told when an episode's script came in. */
  onImported(teamId: string, episodeId: string): void;
}

export interface Scripts {
  handlers: Handlers<'importScript'>;
  /** Fills an empty episode from Fountain, through the collab-server like every edit. @throws AppError bad-input, conflict. */
  importInto(episodeId: string, fountain: string): Promise<{ scenes: number; blocks: number }>;
  /** @returns the episode as a Fountain file. @throws AppError not-found for another team's episode. */
  exportFountain(teamId: string, episodeId: string): Promise<{ fileName: string; text: string }>;
}

/** The screenplay on its way in and out. */
export function createScripts({ prisma, reader, writer, onImported }: Deps): Scripts {
  const episodeOf = async (teamId: string, id: string) => {
    const episode = await prisma.episode.findFirst({ where: { id, teamId, deletedAt: null } });
    if (episode === null) throw new AppError('not-found', 'That episode does not exist, or is not yours to see.');
    return episode;
  };
  const importInto: Scripts['importInto'] = async (episodeId, fountain) => {
    refuseBinary(fountain);
    return await writer.write(documentName('episode', episodeId), 'import', (doc) =>
      runCommand(doc, importScript, { fountain }, 'import'),
    );
  };

  return {
    importInto,
    handlers: {
      async importScript({ params, body, viewer }) {
        const { id } = await episodeOf(viewer.teamId, params.episodeId);
        const imported = await importInto(id, body.fountain);
        onImported(viewer.teamId, id);
        return imported;
      },
    },
    async exportFountain(teamId, episodeId) {
      const episode = await episodeOf(teamId, episodeId);
      const found = await reader.head(documentName('episode', episode.id));
      const text = found === null ? '' : docToFountain(scriptJsonFromFragment(scriptFragment(found.doc)));
      return { fileName: `${fileNameOf(episode.title)}.fountain`, text };
    },
  };
}

/** A picture or a word processor's file read as text would become pages of rubbish. */
function refuseBinary(text: string): void {
  if (text.includes('\0') || text.startsWith('%PDF-') || text.startsWith('PK\u0003\u0004')) {
    throw new AppError(
      'bad-input',
      'That is not a text file. Export the screenplay as Fountain (.fountain or .txt) and bring that.',
    );
  }
}

/** A title as a file name every system takes. */
export function fileNameOf(title: string): string {
  const name = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._-]+/gu, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 80);
  return name === '' ? 'episode' : name;
}
