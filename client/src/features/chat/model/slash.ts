import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { BREAK_DOWN, CHECK_CANON, LIST_CAST, LIST_PLACES } from '@trashfire/shared/api/asks';

/** What a command wants behind its name. */
export type SlashArgument = 'none' | 'scenes' | 'some-scenes' | 'words';

/** Done by this window; everything else is asked of the agent, in words. */
export type LocalCommand = 'ask' | 'edit' | 'stop' | 'render';

export interface SlashCommand {
  readonly name: string;
  readonly argument: SlashArgument;
  readonly does: MessageDescriptor;
  /** The words that are asked. English always: without a language model the agent knows these very words. */
  readonly asks?: (argument: string, pointing: boolean) => string;
  readonly local?: LocalCommand;
}

const scenes = (list: string): string => `${/[\s,&-]/.test(list) ? 'scenes' : 'scene'} ${list}`;

/** Every command does something that can be done today; `pointing`: chips say what it is about. */
export const COMMANDS: readonly SlashCommand[] = [
  {
    name: 'breakdown',
    argument: 'some-scenes',
    does: msg`Cast, places and shots out of the script, or of some scenes`,
    asks: (list, pointing) => (list !== '' ? `Break down ${scenes(list)}` : pointing ? 'Break this down' : BREAK_DOWN),
  },
  { name: 'board', argument: 'scenes', does: msg`Shots for scenes that have none`, asks: (list) => `Board ${scenes(list)}` },
  {
    name: 'reboard',
    argument: 'scenes',
    does: msg`New shots for scenes, instead of those they have`,
    asks: (list) => `Board ${scenes(list)} again`,
  },
  {
    name: 'recap',
    argument: 'some-scenes',
    does: msg`What each scene is about, who is in it and how long it is`,
    asks: (list, pointing) => (list !== '' ? `Summarise ${scenes(list)}` : pointing ? 'Summarise this' : 'Recap the episode'),
  },
  { name: 'find', argument: 'words', does: msg`Where words stand in the script`, asks: (words) => `Find “${words}”` },
  { name: 'cast', argument: 'none', does: msg`Who appears where and says how much`, asks: () => LIST_CAST },
  { name: 'places', argument: 'none', does: msg`What plays where`, asks: () => LIST_PLACES },
  { name: 'continuity', argument: 'none', does: msg`Holds the script against canon`, asks: () => CHECK_CANON },
  { name: 'render', argument: 'none', does: msg`What is stale and what it costs; spends nothing by itself`, local: 'render' },
  { name: 'ask', argument: 'none', does: msg`Ember answers and changes nothing`, local: 'ask' },
  { name: 'edit', argument: 'none', does: msg`Ember works on what was asked`, local: 'edit' },
  { name: 'stop', argument: 'none', does: msg`Stops what I asked for last`, local: 'stop' },
];

/** A box whose text is a command. */
export type Slash =
  | { readonly kind: 'known'; readonly command: SlashCommand; readonly argument: string }
  | { readonly kind: 'unknown'; readonly name: string };

/** Reads a text as a command; null when it is none: `/etc/hosts` is a path. */
export function readSlash(text: string): Slash | null {
  const [, name, argument = ''] = /^\/([a-z]+)(?:\s+([\s\S]*))?$/i.exec(text.trim()) ?? [];
  if (name === undefined) return null;
  const command = COMMANDS.find((one) => one.name === name.toLowerCase());
  return command === undefined ? { kind: 'unknown', name } : { kind: 'known', command, argument: argument.trim() };
}

/** Whether a command has what it needs to be done. */
export function isComplete({ command, argument }: Extract<Slash, { kind: 'known' }>): boolean {
  if (command.argument === 'scenes' || command.argument === 'words') return argument !== '';
  return command.argument === 'some-scenes' || argument === '';
}
