import type { CommanderError } from 'commander';

/**
 * A usage error of commander in our own words. Its messages quote what was typed; only what looks like an option's
 * plain name is repeated here.
 */
export function explainUsage({ code, message }: CommanderError): string {
  const quoted = /'([^']*)'/.exec(message)?.[1] ?? '';
  const name = quoted.split(/[= ]/)[0] ?? '';
  const option = /^--?[a-z](?:-?[a-z]){0,20}$/.test(name) ? `option ${name}` : 'an option';
  // Commander proposes names of its own, never what was typed.
  const suggestion = /\(Did you mean (?:one of )?([a-z, -]{1,80})\?\)/.exec(message)?.[1];
  const meant = suggestion === undefined ? '' : ` (did you mean ${suggestion.replace(/, (?=[^,]+$)/, ' or ')}?)`;
  switch (code) {
    case 'commander.unknownOption':
      return `${option} is not known${meant}; see --help`;
    case 'commander.optionMissingArgument':
      return `${option} needs a value; see --help`;
    case 'commander.missingArgument':
      return 'an argument is missing; see --help';
    case 'commander.excessArguments':
      return 'too many arguments; see --help';
    case 'commander.unknownCommand':
      return `no such command${meant}; there are scan, collect, check-user, rotate and completion`;
    default:
      return 'the arguments cannot be used; see --help';
  }
}
