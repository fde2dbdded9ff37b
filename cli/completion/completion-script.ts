import type { Command, Option } from 'commander';
import { LEVELS } from '../../src/report/report';
import { DAY_ORDERS } from '../../src/people/day-order';
import { SHELLS, SORT_ORDERS, type Shell } from '../requests';
import { SCAN_FORMATS } from '../scan-formats';

/** A script that teaches the shell the commands and options of the program. */
export function completionScript(shell: Shell, program: Command): string {
  const commands = program.commands.map((command) => ({
    name: command.name(),
    about: command.description(),
    options: command.options.filter(({ hidden }) => !hidden).map((option) => toWord(command.name(), option)),
    choices: command.name() === 'completion' ? SHELLS : null,
  }));
  return WRITERS[shell](commands);
}

interface CommandWord {
  name: string;
  about: string;
  options: OptionWord[];
  /** What its first argument can be; null: a file. */
  choices: readonly string[] | null;
}

interface OptionWord {
  /** With the two hyphens. */
  flag: string;
  about: string;
  /** `flag` takes nothing. */
  value: 'flag' | 'file' | 'text' | { oneOf: readonly string[] };
}

/** Of the options that take one of a few words. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  'scan --format': SCAN_FORMATS,
  '--format': ['table', 'json'],
  '--fail-on': [...LEVELS, 'never'],
  '--sort': SORT_ORDERS,
  '--date-order': DAY_ORDERS,
};

function toWord(command: string, option: Option): OptionWord {
  const flag = option.long ?? option.short ?? '';
  const oneOf = CHOICES[`${command} ${flag}`] ?? CHOICES[flag];
  const takesFile = option.flags.includes('<file>');
  const value =
    !option.required && !option.optional ? 'flag' : oneOf !== undefined ? { oneOf } : takesFile ? 'file' : 'text';
  return { flag, about: option.description, value };
}

const WRITERS: Readonly<Record<Shell, (commands: readonly CommandWord[]) => string>> = {
  bash: forBash,
  zsh: forZsh,
  fish: forFish,
};

/** An empty answer lets bash complete names of files. */
function forBash(commands: readonly CommandWord[]): string {
  const names = commands.map(({ name }) => name);
  const values = commands.flatMap(({ name, options }) =>
    options.flatMap(({ flag, value }) => {
      const pattern = `    "${name} ${flag}")`;
      return value === 'flag'
        ? []
        : value === 'file'
          ? [`${pattern} return ;;`]
          : value === 'text'
            ? [`${pattern} compopt +o default +o bashdefault 2>/dev/null; return ;;`]
            : [`${pattern} words="${value.oneOf.join(' ')}" ;;`];
    }),
  );
  const options = commands.map(({ name, options: own, choices }) => {
    const flags = [...own.map(({ flag }) => flag), '--help'].join(' ');
    return choices === null
      ? `      "${name}") case "$current" in -*) words="${flags}" ;; esac ;;`
      : `      "${name}") words="${choices.join(' ')}" ;;`;
  });
  return [
    '# Completion of token-watch for bash: source <(token-watch completion bash)',
    '_token_watch() {',
    '  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" command="${COMP_WORDS[1]}" words=""',
    '  COMPREPLY=()',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W "${[...names, '--help', '--version'].join(' ')}" -- "$current"))`,
    '    return',
    '  fi',
    '  case "$command $previous" in',
    ...values,
    '    *)',
    '      case "$command" in',
    ...options.map((line) => `  ${line}`),
    '      esac',
    '      ;;',
    '  esac',
    '  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); fi',
    '}',
    'complete -o default -o bashdefault -F _token_watch token-watch',
    '',
  ].join('\n');
}

function forZsh(commands: readonly CommandWord[]): string {
  const about = (text: string): string => text.replaceAll(/[[\]:\\]/g, String.raw`\$&`).replaceAll("'", "'\\''");
  const cases = commands.map(({ name, options, choices }) => {
    const specs = options.map(({ flag, about: text, value }) => {
      const said = `${flag}[${about(text)}]`;
      return value === 'flag'
        ? `'${said}'`
        : value === 'file'
          ? `'*${said}:file:_files'`
          : value === 'text'
            ? `'*${said}:value: '`
            : `'${said}:value:(${value.oneOf.join(' ')})'`;
    });
    const rest = choices === null ? `'*:file:_files'` : `'1:value:(${choices.join(' ')})'`;
    return [
      `    ${name})`,
      `      _arguments \\`,
      ...[...specs, `'--help[show help]'`].map((spec) => `        ${spec} \\`),
      `        ${rest} ;;`,
    ];
  });
  return [
    '#compdef token-watch',
    '# Completion of token-watch for zsh.',
    '_token-watch() {',
    '  local -a commands',
    `  commands=(${commands.map(({ name, about: text }) => `'${name}:${about(text)}'`).join(' ')})`,
    '  if (( CURRENT == 2 )); then',
    '    _describe command commands',
    '    return',
    '  fi',
    '  shift words',
    '  (( CURRENT-- ))',
    '  case "$words[1]" in',
    ...cases.flat(),
    '  esac',
    '}',
    'if [ "$funcstack[1]" = _token-watch ]; then _token-watch "$@"; else compdef _token-watch token-watch; fi',
    '',
  ].join('\n');
}

function forFish(commands: readonly CommandWord[]): string {
  const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
  return [
    '# Completion of token-watch for fish.',
    ...commands.flatMap(({ name, about, options, choices }) => {
      const within = `complete -c token-watch -n '__fish_seen_subcommand_from ${name}'`;
      return [
        `complete -c token-watch -n __fish_use_subcommand -f -a ${name} -d ${quoted(about)}`,
        ...(choices === null ? [] : [`${within} -f -a ${quoted(choices.join(' '))}`]),
        ...options.map(({ flag, about: text, value }) => {
          const takes =
            value === 'flag'
              ? ''
              : value === 'file'
                ? ' -r -F'
                : value === 'text'
                  ? ' -x'
                  : ` -x -a ${quoted(value.oneOf.join(' '))}`;
          return `${within} -l ${flag.replace(/^--/, '')}${takes} -d ${quoted(text)}`;
        }),
      ];
    }),
    '',
  ].join('\n');
}
