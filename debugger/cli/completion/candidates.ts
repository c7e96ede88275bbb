/** What may come next on the command line: read off the same tree that parses it. */

import type { Command, Option } from 'commander';

export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/**
 * @param words after the command's name; the last is the one that is being typed, and may be empty
 * @returns nothing where a file, a number or a name of the user's own is asked for
 */
export function candidates(command: Command, words: readonly string[]): Candidate[] {
  const typed = words.at(-1) ?? '';
  const { at, places, option } = walk(command, words.slice(0, -1));
  return possible(at, places, option, typed).filter(it => it.value.startsWith(typed));
}

interface Place {
  /** The command that the words name. */
  readonly at: Command;
  /** How many arguments it has already. */
  readonly places: number;
  /** The option whose value comes next. */
  readonly option: Option | undefined;
}

function walk(command: Command, words: readonly string[]): Place {
  let at = command;
  let places = 0;
  let option: Option | undefined;
  for (const word of words) {
    if (option !== undefined) option = undefined;
    else if (word.startsWith('-'))
      option = at.options.find(it => it.required && [it.long, it.short].includes(word));
    else {
      const inner = at.commands.find(it => it.name() === word);
      if (inner === undefined) places += 1;
      else [at, places] = [inner, 0];
    }
  }
  return { at, places, option };
}

function possible(
  at: Command,
  places: number,
  option: Option | undefined,
  typed: string,
): Candidate[] {
  if (option !== undefined) return choices(option.argChoices);
  const help = at.createHelp();
  if (typed.startsWith('-')) {
    return help.visibleOptions(at).flatMap(({ long, short, description }) => {
      const value = long ?? short;
      return value === undefined ? [] : [{ value, description }];
    });
  }
  if (places > 0) return choices(at.registeredArguments[places]?.argChoices);
  const commands = help
    .visibleCommands(at)
    .map(it => ({ value: it.name(), description: it.description() }));
  return [...commands, ...choices(at.registeredArguments[0]?.argChoices)];
}

function choices(values: readonly string[] | undefined): Candidate[] {
  return (values ?? []).map(value => ({ value, description: '' }));
}
