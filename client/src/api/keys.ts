/** Names of what react-query keeps, so that an event can say what is no longer true. */
export const KEYS = {
  session: ['session'] as const,
  series: ['series'] as const,
  trash: ['trash'] as const,
  history: (document: string) => ['history', document] as const,
  episode: (id: string) => ['episode', id] as const,
  queue: ['queue'] as const,
  chat: (episodeId: string) => ['chat', episodeId] as const,
  threads: (episodeId: string) => ['threads', episodeId] as const,
  people: ['people'] as const,
  runs: (episodeId: string) => ['runs', episodeId] as const,
  plan: (episodeId: string, preset: string, state: string) => ['plan', episodeId, preset, state] as const,
  asset: (hash: string) => ['asset', hash] as const,
  pictures: (hashes: readonly string[]) => ['pictures', ...hashes] as const,
  takes: (episodeId: string, seed: number, made: string) => ['takes', episodeId, seed, made] as const,
  captions: (hash: string) => ['captions', hash] as const,
  connections: ['connections'] as const,
};
