import type { z } from 'zod';
import type { Capability } from '../access/roles.ts';
import * as t from './comments-contract.ts';
import * as c from './contract.ts';
import * as g from './gallery-contract.ts';
import * as h from './history-contract.ts';
import * as home from './home-contract.ts';

/** One route: method, path with :params, what goes in and comes out, and the capability that opens it (R3; null: any signed-in member, 'public': nobody needs to be signed in). */
export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  path: string;
  capability: Capability | 'public' | null;
  body: z.ZodType | null;
  view: z.ZodType;
}

/** Keeps path and capability as literal types: a handler's parameters and viewer follow from them. */
const route = <
  M extends Route['method'],
  P extends string,
  C extends Route['capability'],
  B extends z.ZodType | null,
  V extends z.ZodType,
>(
  method: M,
  path: P,
  capability: C,
  body: B,
  view: V,
) => ({ method, path, capability, body, view });

/** Every JSON route of the api. Server and client take path and types from here; a route without a row does not exist. */
export const ROUTES = {
  redeemLink: route('POST', '/api/session/redeem', 'public', c.RedeemBody, c.RedeemView),
  session: route('GET', '/api/session', null, null, c.SessionView),
  signOut: route('POST', '/api/session/sign-out', null, null, c.OkView),
  openSeat: route('POST', '/api/seats', 'member.invite', c.SeatBody, c.SeatView),
  listSeries: route('GET', '/api/series', 'document.read', null, c.SeriesListView),
  createSeries: route('POST', '/api/series', 'episode.create', c.CreateSeriesBody, c.SeriesView),
  renameSeries: route('PATCH', '/api/series/:seriesId', 'episode.create', c.RenameBody, c.SeriesView),
  deleteSeries: route('DELETE', '/api/series/:seriesId', 'episode.delete', null, c.OkView),
  createEpisode: route('POST', '/api/series/:seriesId/episodes', 'episode.create', c.CreateEpisodeBody, c.EpisodeView),
  episode: route('GET', '/api/episodes/:episodeId', 'document.read', null, c.EpisodeView),
  renameEpisode: route('PATCH', '/api/episodes/:episodeId', 'document.write', c.RenameBody, c.EpisodeView),
  deleteEpisode: route('DELETE', '/api/episodes/:episodeId', 'episode.delete', null, c.OkView),
  readScript: route('POST', '/api/scripts/read', 'episode.create', home.ReadScriptBody, home.ReadScriptView),
  present: route('GET', '/api/present', 'document.read', null, home.PresentView),
  duplicateEpisode: route('POST', '/api/episodes/:episodeId/duplicate', 'episode.create', home.DuplicateBody, c.EpisodeView),
  archiveSeries: route('POST', '/api/series/:seriesId/put-aside', 'episode.create', null, c.OkView),
  unarchiveSeries: route('POST', '/api/series/:seriesId/take-back', 'episode.create', null, c.OkView),
  archiveEpisode: route('POST', '/api/episodes/:episodeId/put-aside', 'episode.create', null, c.OkView),
  unarchiveEpisode: route('POST', '/api/episodes/:episodeId/take-back', 'episode.create', null, c.OkView),
  trash: route('GET', '/api/trash', 'episode.delete', null, c.TrashView),
  restoreSeries: route('POST', '/api/trash/series/:seriesId/restore', 'episode.delete', null, c.OkView),
  restoreEpisode: route('POST', '/api/trash/episodes/:episodeId/restore', 'episode.delete', null, c.OkView),
  purgeSeries: route('DELETE', '/api/trash/series/:seriesId', 'episode.delete', null, c.OkView),
  purgeEpisode: route('DELETE', '/api/trash/episodes/:episodeId', 'episode.delete', null, c.OkView),
  importScript: route('POST', '/api/episodes/:episodeId/import', 'document.write', c.ImportBody, c.ImportView),
  mintTicket: route('POST', '/api/tickets', 'document.read', c.TicketBody, c.TicketView),
  signAssets: route('POST', '/api/assets/sign', 'document.read', c.SignAssetsBody, c.SignAssetsView),
  beginPicture: route('POST', '/api/pictures/begin', 'document.write', c.PictureUploadBody, c.PictureUploadView),
  finishPicture: route('POST', '/api/pictures/finish', 'document.write', c.PictureUploadBody, c.PictureView),
  dropPicture: route('POST', '/api/pictures/drop', 'document.write', c.PictureUploadBody, c.OkView),
  takes: route('POST', '/api/episodes/:episodeId/takes', 'document.read', c.TakesBody, c.TakesView),
  episodeTakes: route('GET', '/api/episodes/:episodeId/takes', 'document.read', null, g.EpisodeTakesView),
  olderTakes: route('GET', '/api/episodes/:episodeId/takes/before/:cursor', 'document.read', null, g.EpisodeTakesView),
  entryShots: route('GET', '/api/series/:seriesId/entries/:entryId/shots', 'document.read', null, g.EntryShotsView),
  drawings: route('POST', '/api/episodes/:episodeId/drawings', 'document.read', g.DrawingsBody, g.DrawingsView),
  requestDrawings: route('POST', '/api/episodes/:episodeId/drawings/request', 'render.request', g.DrawingsBody, g.DrawingsView),
  captions: route('GET', '/api/assets/:hash/captions', 'document.read', null, c.CaptionsView),
  plan: route('POST', '/api/episodes/:episodeId/plan', 'document.read', c.PlanBody, c.PlanView),
  requestRender: route('POST', '/api/episodes/:episodeId/renders', 'render.request', c.RenderBody, c.RenderView),
  render: route('GET', '/api/renders/:renderId', 'document.read', null, c.RenderView),
  cancelRender: route('POST', '/api/renders/:renderId/cancel', 'render.request', null, c.RenderView),
  resumeRender: route('POST', '/api/renders/:renderId/resume', 'render.request', null, c.RenderView),
  queue: route('GET', '/api/queue', 'document.read', null, c.QueueView),
  listChat: route('GET', '/api/episodes/:episodeId/chat', 'document.read', null, c.ChatListView),
  olderChat: route('GET', '/api/episodes/:episodeId/chat/before/:messageId', 'document.read', null, c.ChatListView),
  postChat: route('POST', '/api/episodes/:episodeId/chat', 'chat.write', c.PostChatBody, c.PostChatView),
  people: route('GET', '/api/people', 'document.read', null, t.PeopleView),
  listThreads: route('GET', '/api/episodes/:episodeId/threads', 'document.read', null, t.ThreadListView),
  openThread: route('POST', '/api/episodes/:episodeId/threads', 'chat.write', t.OpenThreadBody, t.ThreadView),
  reply: route('POST', '/api/threads/:threadId/comments', 'chat.write', t.ReplyBody, t.ThreadView),
  resolveThread: route('PUT', '/api/threads/:threadId/resolved', 'chat.write', t.ResolveBody, t.ThreadView),
  seeThread: route('PUT', '/api/threads/:threadId/seen', 'document.read', t.SeenBody, c.OkView),
  editComment: route('PATCH', '/api/comments/:commentId', 'chat.write', t.EditCommentBody, t.ThreadView),
  deleteComment: route('DELETE', '/api/comments/:commentId', 'chat.write', null, t.DeleteCommentView),
  listRuns: route('GET', '/api/episodes/:episodeId/runs', 'document.read', null, c.RunListView),
  stopRun: route('POST', '/api/runs/:runId/stop', 'agent.run', null, c.RunView),
  history: route('POST', '/api/documents/:document/history', 'document.read', h.HistoryBody, h.HistoryView),
  nameVersion: route('POST', '/api/documents/:document/versions', 'document.write', h.NameVersionBody, h.VersionView),
  renameVersion: route('PATCH', '/api/versions/:versionId', 'document.write', h.RenameVersionBody, h.VersionView),
  removeVersion: route('DELETE', '/api/versions/:versionId', 'document.write', null, c.OkView),
  contentAt: route('POST', '/api/documents/:document/content', 'document.read', h.ContentBody, h.ContentView),
  compare: route('POST', '/api/documents/:document/compare', 'document.read', h.CompareBody, h.CompareView),
  authorship: route('POST', '/api/documents/:document/authorship', 'document.read', h.AuthorshipBody, h.AuthorshipView),
  restore: route('POST', '/api/documents/:document/restore', 'document.write', h.RestoreBody, h.RestoreView),
  undoRestore: route('POST', '/api/documents/:document/restore/undo', 'document.write', h.UndoRestoreBody, h.UndoRestoreView),
  undoRun: route('POST', '/api/runs/:runId/undo', 'document.write', null, h.UndoRunView),
  connections: route('GET', '/api/connections', 'connection.manage', null, c.ConnectionsView),
  connectGroq: route('PUT', '/api/connections/groq', 'connection.manage', c.ConnectGroqBody, c.ConnectionsView),
} as const satisfies Record<string, Route>;
export type RouteName = keyof typeof ROUTES;

/** GET, text/plain: the episode as a Fountain file (`?download=1` adds the file name). Not JSON, so not in the table. */
export const fountainPath = (episodeId: string): string => `/api/episodes/${episodeId}/fountain`;
