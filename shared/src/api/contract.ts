import { z } from 'zod';
import { Role } from '../access/roles.ts';
import { RecordId } from '../document/schema.ts';
import { PART_BYTES, PICTURE_LIMITS } from '../pictures/limits.ts';
import { Caption } from '../render/manifest.ts';
import { PresetName } from '../render/presets.ts';
import { AskContext, REF_KINDS } from './ask-context.ts';
import { CastChoice } from './home-contract.ts';

/** Request and response bodies of the REST routes, by feature. The route table itself is ./routes.ts. Money is micro-dollars as decimal text, because JSON has no bigint. */

export const Micros = z.string().regex(/^-?\d{1,18}$/);
const Instant = z.iso.datetime();
const Hash = z.string().regex(/^[0-9a-f]{64}$/);

export const PersonView = z.object({ id: z.string(), name: z.string(), color: z.string(), initials: z.string() });
export type PersonView = z.infer<typeof PersonView>;

/** `ProfileView.agent` where no language model stands behind the agent: it breaks scripts down by rule and cannot write prose. */
export const OFFLINE_DRAFTER = 'offline drafter';

/** What runs behind each switch, shown in the product (R8). */
export const ProfileView = z.object({
  identity: z.enum(['local', 'clerk']),
  agent: z.string(),
  engine: z.string(),
  voices: z.string(),
  billing: z.string(),
  queue: z.string(),
});
export type ProfileView = z.infer<typeof ProfileView>;

export const SessionView = z.object({
  person: PersonView,
  team: z.object({ id: z.string(), name: z.string(), plan: z.string() }),
  role: Role,
  credits: Micros,
  profile: ProfileView,
  /** Origin of the collab-server, `ws://host:port`; empty means this origin. */
  collabUrl: z.string(),
});
export type SessionView = z.infer<typeof SessionView>;

export const RedeemBody = z.strictObject({ token: z.string().min(16).max(200) });
export const RedeemView = z.object({ session: SessionView, bearer: z.string() });

export const SeatBody = z.strictObject({ name: z.string().trim().min(1).max(60).optional() });
/** `url` opens the studio as the new person; `qr` is an SVG of it. */
export const SeatView = z.object({ url: z.string(), qr: z.string() });
export type SeatView = z.infer<typeof SeatView>;

export const EpisodeView = z.object({
  id: RecordId,
  seriesId: RecordId,
  number: z.number().int(),
  title: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  /** Signed URL of a picture, or null before the first still. */
  poster: z.string().nullable(),
  scenes: z.number().int(),
  shots: z.number().int(),
  shotsDone: z.number().int(),
  frames: z.number().int(),
  /** Signed URL of the newest finished cut, or null. */
  cut: z.string().nullable(),
  /** What that cut was made at. */
  cutPreset: PresetName.nullable(),
  /** When it was put aside; null: it is on the home page. */
  archivedAt: Instant.nullable(),
});
export type EpisodeView = z.infer<typeof EpisodeView>;

export const SeriesView = z.object({
  id: RecordId,
  title: z.string(),
  logline: z.string(),
  createdAt: Instant,
  poster: z.string().nullable(),
  /** When it was put aside with all its episodes; null: it is on the home page. */
  archivedAt: Instant.nullable(),
  episodes: z.array(EpisodeView),
});
export type SeriesView = z.infer<typeof SeriesView>;
export const SeriesListView = z.object({ series: z.array(SeriesView) });
/** What was deleted and can be given back, the newest first; `goesAt` is when it is removed for good. */
export const TrashView = z.object({
  items: z.array(
    z.object({
      kind: z.enum(['series', 'episode']),
      id: RecordId,
      title: z.string(),
      /** Title of the series an episode was in. */
      series: z.string().nullable(),
      /** How many episodes come back with a series. */
      episodes: z.number().int(),
      deletedAt: Instant,
      goesAt: Instant,
    }),
  ),
});
export type TrashView = z.infer<typeof TrashView>;

export const CreateSeriesBody = z.strictObject({
  title: z.string().trim().min(1).max(200),
  logline: z.string().trim().max(2000).default(''),
});
export const CreateEpisodeBody = z.strictObject({
  title: z.string().trim().min(1).max(200),
  /** Fountain text to begin with. */
  fountain: z.string().max(2_000_000).optional(),
  /** Who and what of it goes into the bible. With it, the first scene is boarded, so that there is a picture at once. */
  cast: CastChoice.optional(),
});
export const RenameBody = z.strictObject({ title: z.string().trim().min(1).max(200) });
export const ImportBody = z.strictObject({ fountain: z.string().min(1).max(2_000_000) });
export const ImportView = z.object({ scenes: z.number().int(), blocks: z.number().int() });

export const TicketBody = z.strictObject({ document: z.string() });
export const TicketView = z.object({ ticket: z.string(), expiresAt: Instant });

export const SignAssetsBody = z.strictObject({ hashes: z.array(Hash).min(1).max(500) });
/** Hash -> URL good for 5 minutes; an unknown hash is left out. */
export const SignAssetsView = z.object({ urls: z.record(z.string(), z.string()), expiresAt: Instant });

const Part = z.strictObject({ hash: Hash, bytes: z.number().int().min(1).max(PART_BYTES) });
const Parts = z
  .array(Part)
  .min(1)
  .max(Math.ceil(PICTURE_LIMITS.bytes / PART_BYTES));
/** A picture somebody brings: the sha256 of the file and of the parts it is sent in, in order. */
export const PictureUploadBody = z.strictObject({ hash: Hash, parts: Parts });
export const PictureView = z.object({
  hash: Hash,
  mime: z.enum(['image/png', 'image/jpeg', 'image/webp']),
  width: z.number().int(),
  height: z.number().int(),
});
export type PictureView = z.infer<typeof PictureView>;
/** Where each part goes, null for those that are there already: asked again after a broken line, it says what is left. */
export const PictureUploadView = z.object({ urls: z.array(z.string().nullable()) });
/** `seed`: what makes the shot's picture one of many; each of its takes carries it. */
export const TakesBody = z.strictObject({ seed: z.number().int().min(0).max(0xffff_ffff) });
/** Pictures that were made of a shot, the newest first. */
export const TakesView = z.object({
  takes: z.array(z.object({ hash: Hash, kind: z.enum(['still', 'shot']), preset: PresetName, at: Instant })),
});
export type TakesView = z.infer<typeof TakesView>;

/** Of one cut, as it was made; frames count from its first one at `fps`. */
export const CaptionsView = z.object({ fps: z.number().int().min(1), captions: z.array(Caption) });

export const PlanBody = z.strictObject({ preset: PresetName, sceneId: RecordId.optional() });
export const PlanShotView = z.object({
  shotId: RecordId,
  sceneId: RecordId,
  number: z.string(),
  revision: Hash,
  frames: z.number().int(),
  /** cached: this team has the asset; queued: somebody asked already; needed: will be rendered. */
  state: z.enum(['cached', 'queued', 'needed']),
  seconds: z.number(),
  price: Micros,
});
export const PlanView = z.object({
  episodeId: RecordId,
  preset: PresetName,
  seq: z.number().int(),
  shots: z.array(PlanShotView),
  frames: z.number().int(),
  needed: z.number().int(),
  seconds: z.number(),
  price: Micros,
  engine: z.string(),
  /** Things the writer should know: shots without a clip, lines nobody speaks. */
  notes: z.array(z.string()),
});
export type PlanView = z.infer<typeof PlanView>;

/** Approves a plan as it was shown: `price` is the ceiling the person saw. */
export const RenderBody = z.strictObject({
  preset: PresetName,
  seq: z.number().int(),
  price: Micros,
  sceneId: RecordId.optional(),
  shotIds: z.array(RecordId).max(2000).optional(),
  /** Join the shots into a playable cut when all are done. */
  assemble: z.boolean().default(true),
  key: z.string().min(8).max(80),
});
export const RENDER_STATUSES = ['open', 'done', 'failed', 'cancelled'] as const;
export const TaskView = z.object({
  id: z.string(),
  kind: z.enum(['still', 'shot', 'scene', 'episode']),
  state: z.enum(['waiting', 'queued', 'running', 'done', 'failed', 'cancelled']),
  label: z.string(),
  shotId: z.string().nullable(),
  episodeId: RecordId,
  episodeTitle: z.string(),
  percent: z.number().nullable(),
  position: z.number().int().nullable(),
  seconds: z.number().nullable(),
  price: Micros,
  attempts: z.number().int(),
  reason: z.string().nullable(),
  createdAt: Instant,
});
export type TaskView = z.infer<typeof TaskView>;
export const RenderView = z.object({
  id: z.string(),
  episodeId: RecordId,
  episodeTitle: z.string(),
  preset: PresetName,
  state: z.enum(RENDER_STATUSES),
  askedBy: z.string(),
  askedById: z.string(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
  total: z.number().int(),
  done: z.number().int(),
  fromCache: z.number().int(),
  price: Micros,
  charged: Micros,
  reason: z.string().nullable(),
});
export type RenderView = z.infer<typeof RenderView>;
export const QueueView = z.object({ renders: z.array(RenderView), tasks: z.array(TaskView) });
export type QueueView = z.infer<typeof QueueView>;

export const ChatMessageView = z.object({
  id: z.string(),
  episodeId: RecordId,
  author: PersonView.extend({ agent: z.boolean() }),
  text: z.string(),
  at: Instant,
  runId: z.string().nullable(),
  /** What an ask was about; null for what was only said to the room. */
  context: AskContext.nullable(),
  /** Ids of the people it calls. */
  mentions: z.array(z.string()),
});
export type ChatMessageView = z.infer<typeof ChatMessageView>;
/** More calls than a message has people to answer it. */
export const MOST_MENTIONS = 20;
/** `ask: true` hands the message to the agent as well as to the room. */
export const PostChatBody = z.strictObject({
  text: z.string().trim().min(1).max(8000),
  ask: z.boolean().default(true),
  /** The message's own id, so that what is sent again because its answer was lost stands once. */
  id: z.uuid().optional(),
  context: AskContext.prefault({}),
  mentions: z.array(z.uuid()).max(MOST_MENTIONS).default([]),
});

export const RUN_STATES = ['queued', 'running', 'done', 'stopped', 'failed'] as const;
export const RunStepView = z.object({
  index: z.number().int(),
  tool: z.string(),
  label: z.string(),
  state: z.enum(['planned', 'running', 'done', 'failed', 'skipped']),
  detail: z.string().nullable(),
  /** What the step was about, as far as its call names it. */
  about: z.array(z.object({ kind: z.enum(REF_KINDS), id: RecordId })),
  /** How long it took, in ms; null while it has not ended. */
  ms: z.number().nullable(),
});
export type RunStepView = z.infer<typeof RunStepView>;
export const RunView = z.object({
  id: z.string(),
  episodeId: RecordId,
  state: z.enum(RUN_STATES),
  task: z.string(),
  context: AskContext,
  askedBy: PersonView,
  model: z.string(),
  steps: z.array(RunStepView),
  text: z.string(),
  /** Three things to click when the agent cannot do what was asked, or for what comes next. */
  offers: z.array(z.object({ label: z.string(), ask: z.string() })),
  cost: Micros,
  reason: z.string().nullable(),
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
});
export type RunView = z.infer<typeof RunView>;
export const PostChatView = z.object({ message: ChatMessageView, run: RunView.nullable() });
export const RunListView = z.object({ runs: z.array(RunView) });
/** One page of the conversation, oldest first, with the runs its messages belong to; `more`: there are older ones. */
export const ChatListView = z.object({ messages: z.array(ChatMessageView), runs: z.array(RunView), more: z.boolean() });
export type ChatListView = z.infer<typeof ChatListView>;

export const ConnectionsView = z.object({
  groq: z.object({
    set: z.boolean(),
    source: z.enum(['environment', 'pasted', 'none']),
    model: z.string(),
    hint: z.string().nullable(),
  }),
});
export type ConnectionsView = z.infer<typeof ConnectionsView>;
/** null forgets the pasted key. */
export const ConnectGroqBody = z.strictObject({ apiKey: z.string().trim().min(8).max(400).nullable() });
export const OkView = z.object({ ok: z.literal(true) });
