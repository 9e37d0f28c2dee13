import { t } from '@lingui/core/macro';
import { episodeRecords, rendersRecords, seriesRecords } from '@trashfire/shared/document/records';
import { scriptFromFragment } from '@trashfire/shared/document/script-reader';
import { scriptFragment } from '@trashfire/shared/document/ydoc';
import type { DocumentSession } from '@trashfire/shared/realtime/document-session';
import { readPresence } from '@trashfire/shared/realtime/presence';
import type { ShotManifest } from '@trashfire/shared/render/manifest';
import { type EpisodePlan, planEpisode } from '@trashfire/shared/render/plan';
import type { PresetName } from '@trashfire/shared/render/presets';
import { type PlannedRevisions, presetsInUse } from '@trashfire/shared/render/stale';
import type * as Y from 'yjs';
import { type Author, Blame, type Blamed, type Observed } from './blame.ts';
import { ANY, type Touched, touchedBy } from './touched.ts';

/** A plan is worked out when nobody has edited for so long: half a word is not worth a picture. */
const PAUSE_MS = 200;
/** And, while people go on typing, so long after the first edit since the last plan: the room is to know within 300 ms. */
const WITHIN_MS = 290;
/** Of the time, so much at most: a plan of a long episode must not be in the way of who types. */
const SHARE = 0.1;
/** Manifests remembered so that a later change can be named; far more than an episode has shots. */
const REMEMBERED = 4000;

export interface PlanSnapshot {
  /** null until the documents are here. */
  readonly plan: EpisodePlan | null;
  /** By shot: its revision at LOW and at every other preset of which something can be watched. */
  readonly revisions: ReadonlyMap<string, PlannedRevisions>;
}

/**
 * Keeps the plan of an episode true while people edit, in the browser and with the code that the api plans with, so the
 * room knows what is stale before anybody asks (DESIGN §7). Nothing here is stored anywhere.
 */
export class PlanStore {
  readonly #episode: DocumentSession;
  readonly #series: DocumentSession;
  readonly #renders: DocumentSession;
  readonly #listeners = new Set<() => void>();
  readonly #manifests = new Map<string, ShotManifest>();
  #presets: readonly PresetName[] = ['LOW'];
  #snapshot: PlanSnapshot = { plan: null, revisions: new Map() };
  readonly #blame = new Blame();
  /** What each author touched since the last plan. */
  #edits = new Map<Author, Touched>();
  #waitMs = WITHIN_MS;
  /** When the first edit since the last plan was made; null when there was none. */
  #editedAt: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(episode: DocumentSession, series: DocumentSession, renders: DocumentSession) {
    this.#episode = episode;
    this.#series = series;
    this.#renders = renders;
    void Promise.all([episode.ready, series.ready]).then(this.#begin, () => undefined);
  }

  /** Both are here: what comes from now on is edited. */
  readonly #begin = (): void => {
    if (this.#ended) return;
    this.#episode.doc.on('afterTransaction', this.#onEpisode);
    this.#series.doc.on('afterTransaction', this.#onSeries);
    this.#renders.doc.on('afterTransaction', this.#onRenders);
    this.#onRenders();
    this.#replan();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly read = (): PlanSnapshot => this.#snapshot;

  /** What was planned under a revision, when this window ever saw it. */
  manifestOf(revision: string): ShotManifest | null {
    return this.#manifests.get(revision) ?? null;
  }

  /** Whose edits made a shot other than what can be watched of it. */
  blameOf(shotId: string, doneRevision: string): Blamed {
    return this.#blame.of(shotId, doneRevision);
  }

  destroy(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#episode.doc.off('afterTransaction', this.#onEpisode);
    this.#series.doc.off('afterTransaction', this.#onSeries);
    this.#renders.doc.off('afterTransaction', this.#onRenders);
    this.#listeners.clear();
  }

  readonly #onEpisode = (transaction: Y.Transaction) =>
    this.#onEdit(transaction, this.#episode, () => touchedBy(transaction, this.#episode.doc));
  readonly #onSeries = (transaction: Y.Transaction) => this.#onEdit(transaction, this.#series, () => new Set([ANY]));

  /** A first film at another preset: from here on it must be planned at that one as well to be judged. */
  readonly #onRenders = (): void => {
    const presets = presetsInUse(rendersRecords(this.#renders.doc).shots);
    if (presets.length === this.#presets.length) return;
    this.#presets = presets;
    this.#later();
  };

  #onEdit(transaction: Y.Transaction, session: DocumentSession, touched: () => Touched): void {
    if (transaction.changed.size === 0) return;
    const now = touched();
    for (const author of authorsOf(transaction, session)) {
      const before = this.#edits.get(author) ?? [];
      // Taken out first, so that whoever edited last stands last.
      this.#edits.delete(author);
      this.#edits.set(author, new Set([...before, ...now]));
    }
    this.#later();
  }

  #later(): void {
    const now = performance.now();
    this.#editedAt ??= now;
    clearTimeout(this.#timer);
    // A plan that took long is not asked for as often.
    const left = this.#editedAt + this.#waitMs - now;
    this.#timer = setTimeout(this.#replan, this.#waitMs > WITHIN_MS ? left : Math.min(PAUSE_MS, left));
  }

  readonly #replan = (): void => {
    this.#editedAt = null;
    if (this.#ended) return;
    const began = performance.now();
    const input = {
      script: scriptFromFragment(scriptFragment(this.#episode.doc)),
      episode: episodeRecords(this.#episode.doc),
      series: seriesRecords(this.#series.doc),
    };
    const plan = planEpisode({ ...input, preset: 'LOW' });
    const revisions = new Map<string, Partial<Record<PresetName, string>>>();
    const madeOf = new Map(input.episode.shots.map(({ id, sceneId, lines }) => [id, [id, sceneId, ...lines]]));
    for (const preset of this.#presets) {
      const { shots } = preset === plan.preset ? plan : planEpisode({ ...input, preset });
      for (const { shotId, shot } of shots) {
        this.#remember(shot.revision, shot.manifest);
        revisions.set(shotId, { ...revisions.get(shotId), [preset]: shot.revision });
      }
    }
    const observed = new Map<string, Observed>();
    for (const [id, planned] of revisions) observed.set(id, { planned, madeOf: madeOf.get(id) ?? [id] });
    this.#blame.observe(observed, this.#edits);
    this.#edits = new Map();
    this.#waitMs = Math.max(WITHIN_MS, (performance.now() - began) / SHARE);
    this.#snapshot = { plan, revisions };
    for (const listener of this.#listeners) listener();
  };

  #remember(revision: string, manifest: ShotManifest): void {
    if (this.#manifests.size >= REMEMBERED) {
      const oldest = this.#manifests.keys().next().value;
      if (oldest !== undefined) this.#manifests.delete(oldest);
    }
    this.#manifests.set(revision, manifest);
  }
}

/** Names behind the Yjs clients whose clocks a transaction moved: several, when the server gathered what they wrote. */
function authorsOf(transaction: Y.Transaction, { awareness, doc }: DocumentSession): Author[] {
  const you = t({ message: 'you', comment: 'Who made the newest edit, as in: 3 shots stale by you.' });
  if (transaction.local) return [you];
  const authors: Author[] = [];
  for (const [client, clock] of transaction.afterState) {
    if ((transaction.beforeState.get(client) ?? 0) === clock) continue;
    authors.push(client === doc.clientID ? you : (readPresence(awareness.getStates().get(client))?.user.name ?? null));
  }
  return authors.length > 0 ? authors : [null];
}
