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

/** A plan is worked out this long after the last edit: late enough not to be in the way of typing, early enough to feel live. */
const SETTLE_MS = 350;
/** Manifests remembered so that a later change can be named; far more than an episode has shots. */
const REMEMBERED = 4000;

export interface PlanSnapshot {
  /** null until the documents are here. */
  readonly plan: EpisodePlan | null;
  /** By shot: its revision at LOW and at every other preset of which something can be watched. */
  readonly revisions: ReadonlyMap<string, PlannedRevisions>;
  /** Who made the newest edit that changed the plan, when this window saw it happen. */
  readonly author: string | null;
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
  #snapshot: PlanSnapshot = { plan: null, revisions: new Map(), author: null };
  #author: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(episode: DocumentSession, series: DocumentSession, renders: DocumentSession) {
    this.#episode = episode;
    this.#series = series;
    this.#renders = renders;
    episode.doc.on('afterTransaction', this.#onEpisode);
    series.doc.on('afterTransaction', this.#onSeries);
    renders.doc.on('afterTransaction', this.#onRenders);
    void Promise.all([episode.ready, series.ready]).then(this.#replan, () => undefined);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly read = (): PlanSnapshot => this.#snapshot;

  /** What was planned under a revision, when this window ever saw it. */
  manifestOf(revision: string): ShotManifest | null {
    return this.#manifests.get(revision) ?? null;
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#episode.doc.off('afterTransaction', this.#onEpisode);
    this.#series.doc.off('afterTransaction', this.#onSeries);
    this.#renders.doc.off('afterTransaction', this.#onRenders);
    this.#listeners.clear();
  }

  readonly #onEpisode = (transaction: Y.Transaction) => this.#onEdit(transaction, this.#episode);
  readonly #onSeries = (transaction: Y.Transaction) => this.#onEdit(transaction, this.#series);

  /** A first film at another preset: from here on it must be planned at that one as well to be judged. */
  readonly #onRenders = (): void => {
    const presets = presetsInUse(rendersRecords(this.#renders.doc).shots);
    if (presets.length === this.#presets.length) return;
    this.#presets = presets;
    this.#later();
  };

  #onEdit(transaction: Y.Transaction, session: DocumentSession): void {
    if (transaction.changed.size === 0) return;
    this.#author = authorOf(transaction, session) ?? this.#author;
    this.#later();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#replan, SETTLE_MS);
  }

  readonly #replan = (): void => {
    const input = {
      script: scriptFromFragment(scriptFragment(this.#episode.doc)),
      episode: episodeRecords(this.#episode.doc),
      series: seriesRecords(this.#series.doc),
    };
    const plan = planEpisode({ ...input, preset: 'LOW' });
    const revisions = new Map<string, Partial<Record<PresetName, string>>>();
    for (const preset of this.#presets) {
      const { shots } = preset === plan.preset ? plan : planEpisode({ ...input, preset });
      for (const { shotId, shot } of shots) {
        this.#remember(shot.revision, shot.manifest);
        revisions.set(shotId, { ...revisions.get(shotId), [preset]: shot.revision });
      }
    }
    this.#snapshot = { plan, revisions, author: this.#author };
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

/** The name behind the Yjs client whose clock the transaction moved; null for one that is not here any more. */
function authorOf(transaction: Y.Transaction, { awareness, doc }: DocumentSession): string | null {
  for (const [client, clock] of transaction.afterState) {
    if ((transaction.beforeState.get(client) ?? 0) === clock) continue;
    if (client === doc.clientID) return t({ message: 'you', comment: 'Who made the newest edit, as in: 3 shots stale by you.' });
    return readPresence(awareness.getStates().get(client))?.user.name ?? null;
  }
  return null;
}
