import { ACKNOWLEDGEMENT_ROW } from './acknowledgement.ts';
import { COLD_OPEN_ROW } from './cold-open.ts';
import { CURSORS_ROW } from './cursors.ts';
import { JOINERS_ROW } from './joiners.ts';
import { IDLE_CONNECTIONS_ROW, LOADED_ROOMS_ROW } from './memory.ts';
import { DEFAULT_SUBJECTS, type Row, WITH_POSTGRES } from './row.ts';
import { measureTyping, TYPING_FIGURES, type TypingLoad } from './typing-load.ts';

function typingRow(row: Pick<Row, 'id' | 'title' | 'method' | 'bars'>, load: TypingLoad): Row {
  return {
    ...row,
    subjects: DEFAULT_SUBJECTS,
    once: WITH_POSTGRES,
    figures: TYPING_FIGURES,
    measure: (server, world, settings) => measureTyping(load, server, world, settings),
  };
}

export const ROWS: readonly Row[] = [
  typingRow(
    {
      id: 'fanout',
      title: 'One room, 200 clients, 20 writers at 10/s',
      method: '200 connections of 200 people in one room; 20 of them type, each in a block of its own; 20 are observed.',
      bars: [
        { figure: 'p50Ms', label: 'p50', against: 'better', must: 1, goal: null },
        { figure: 'p99Ms', label: 'p99', against: 'better', must: 0.9, goal: 0.75 },
        { figure: 'cpuUs', label: 'CPU a delivery', against: 'better', must: 0.85, goal: 0.65 },
      ],
    },
    { rooms: 1, clientsPerRoom: 200, writersPerRoom: 20, rate: 10, observersPerRoom: 20 },
  ),
  typingRow(
    {
      id: 'burst',
      title: 'One room, 60 writers at 20/s (burst)',
      method: '60 connections of 60 people in one room; all of them type, each in a block of its own; 20 are observed.',
      bars: [
        { figure: 'p99Ms', label: 'p99', against: 'better', must: 1, goal: null },
        { figure: 'cpuUs', label: 'CPU a delivery', against: 'better', must: 0.85, goal: 0.65 },
      ],
    },
    { rooms: 1, clientsPerRoom: 60, writersPerRoom: 60, rate: 20, observersPerRoom: 20 },
  ),
  typingRow(
    {
      id: 'rooms',
      title: '200 rooms of 5, 5 edits/s each',
      method: '1,000 connections in 200 rooms; one of each five types; one other of each room is observed.',
      bars: [
        { figure: 'p50Ms', label: 'p50', against: 'better', must: 1.15, goal: null },
        { figure: 'p99Ms', label: 'p99', against: 'better', must: 0.9, goal: 0.75 },
        { figure: 'cpuUs', label: 'CPU a delivery', against: 'better', must: 1, goal: 0.8 },
      ],
    },
    { rooms: 200, clientsPerRoom: 5, writersPerRoom: 1, rate: 5, observersPerRoom: 1 },
  ),
  CURSORS_ROW,
  IDLE_CONNECTIONS_ROW,
  LOADED_ROOMS_ROW,
  COLD_OPEN_ROW,
  JOINERS_ROW,
  ACKNOWLEDGEMENT_ROW,
];
