import type { Cost } from '../meter.ts';
import type { RunningServer, SubjectId } from '../subjects.ts';
import type { World } from '../world.ts';

/** Figures of one round by name; the names say the unit. */
export type Figures = Record<string, number>;

export interface Measured {
  figures: Figures;
  /** Of the stretch the figures are of; null where none was long enough to tell. */
  cost: Cost | null;
}

export interface Settings {
  /** Of load in each round. */
  seconds: number;
  /** Different in each round and the same for every server in it. */
  seed: number;
}

export interface FigureMeaning {
  name: string;
  label: string;
  digits: number;
}

/** A promise of the project: this figure against the better peer's, as a share of it. */
export interface Bar {
  figure: string;
  label: string;
  /** `better`: the better of the peers; `limit`: the number itself. */
  against: 'better' | 'hocuspocus' | 'limit';
  must: number | null;
  goal: number | null;
}

/** One line of work that all servers are given. */
export interface Row {
  id: string;
  title: string;
  /** What exactly is done, for the reader of the report. */
  method: string;
  /** Measured in every round. */
  subjects: readonly SubjectId[];
  /** Measured once, beside. */
  once: readonly SubjectId[];
  figures: readonly FigureMeaning[];
  bars: readonly Bar[];
  /** The servers of a round run side by side: only for what no processor time is read of. */
  together?: boolean;
  measure(server: RunningServer, world: World, settings: Settings): Promise<Measured>;
}

export const DEFAULT_SUBJECTS = ['ours', 'yws', 'hocuspocus'] as const;
export const WITH_POSTGRES = ['yws-pg', 'hocuspocus-pg'] as const;
